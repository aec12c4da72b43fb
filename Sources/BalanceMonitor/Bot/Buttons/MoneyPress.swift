import Domain
import History
import Logging
import TelegramAPI

/// A press of a button that says what money did: looks everything up again, and takes no amount from the button.
struct MoneyPress {
    let parameters: [String]
    let installation: Installation
    let zones: ZoneFiles
    let bot: Int64
    let now: Instant
    /// Where the button is.
    let chat: ChatAddress
    let message: Int64
    let log: Logger

    /// Stores the class, and shows it in the message; returns what to answer.
    func classify(in transaction: Transaction) throws -> String {
        let wording = try wording(transaction.snapshot)
        guard let (wallet, at) = try subject(transaction.snapshot), let name = ChangeClass(rawValue: parameters[2]) else {
            return outdated(wording)
        }
        let amount: Money
        do {
            amount = try transaction.classify(wallet.id, at: at, as: name, said: now)
        } catch HistoryError.refused {
            return outdated(wording)
        }
        try show(in: transaction) {
            guard let account = try transaction.snapshot.accounts().first(where: { $0.id == wallet.account }) else { return }
            let answer = try HistoryBotCommand.answer(account, wording, mayClassify: true, in: transaction.snapshot)
            let part = OutgoingMessage.Part(text: answer.blocks.first ?? "", keyboard: StoredKeyboard(answer.buttons)?.text)
            try transaction.enqueue(OutgoingMessage(bot: bot, chat: chat, kind: .edit, parts: [part], editOf: message, createdAt: now))
        }
        let words = MovementWording(wording)
        return words.signed(amount, wallet) + ": " + words.word(name)
    }

    /// Notes an owner's word on a hold, and shows it in every owner's question; returns what to answer.
    func decide(in transaction: Transaction) throws -> String {
        let wording = try wording(transaction.snapshot)
        guard let (wallet, since) = try subject(transaction.snapshot), let verdict = HoldVerdict(rawValue: parameters[2]) else {
            return outdated(wording)
        }
        do {
            try transaction.decideHold(of: wallet.id, since: since, as: verdict)
        } catch HistoryError.refused {
            return wording.say(ru: "Вопрос уже решён или снят.", en: "That is decided already, or no longer asked.")
        }
        try show(in: transaction) {
            let desk = HoldDesk(bot: bot, installation: installation, zones: zones, now: now)
            try desk.showDecision(verdict, on: wallet, since: since, in: transaction)
        }
        return wording.say(ru: "Записано.", en: "Noted.")
    }

    /// Shows in a message what was booked: where that fails, what a person said of the money stands all the same.
    private func show(in transaction: Transaction, _ body: () throws -> Void) throws {
        if case .failure(let error) = try transaction.attempt(body) {
            log.error("A message could not be changed; what was said of the money is stored", metadata: ["error": "\(error)"])
        }
    }

    /// The wallet and the instant that the button names, if there is such a wallet.
    private func subject(_ snapshot: Snapshot) throws -> (Wallet, Instant)? {
        guard parameters.count == 3, let id = Int64(parameters[0]), let seconds = Int64(parameters[1]), seconds >= 0,
            let wallet = try snapshot.wallets().first(where: { $0.id.rawValue == id })
        else { return nil }
        return (wallet, Instant(seconds: seconds))
    }

    private func wording(_ snapshot: Snapshot) throws -> Wording {
        let reader = ReaderSettings(try snapshot.chat(chat), configuration: installation.configuration)
        return Wording(language: reader.language, zone: try zones.zone(named: reader.timezone), now: now)
    }

    private func outdated(_ wording: Wording) -> String {
        wording.say(ru: "Этого изменения больше нет: запросите /history ещё раз.", en: "There is no such change: ask /history again.")
    }
}
