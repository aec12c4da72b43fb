import Domain
import History
import TelegramAPI

/// Asks the owners what a change by a factor of 100, 1,000 or 1,000,000 was, once a hold and owner, and takes the question back when it is answered.
struct HoldDesk {
    /// The kind under which the table of alerts notes who was asked; its state is the instant since which the wallet is held.
    static let kind = "hold"

    let bot: Int64
    let installation: Installation
    let zones: ZoneFiles
    let now: Instant

    /// Asks every owner who has a private chat with the bot and was not asked of this hold; returns whether there was one.
    func ask(of page: Books.Page, in transaction: Transaction) throws -> Bool {
        guard let since = page.ledger.heldSince, let held = page.ledger.pending?.balance,
            try transaction.snapshot.wallet(page.wallet.id).heldVerdict == nil
        else { return false }
        let asked = try transaction.snapshot.alertStates(kind: Self.kind)
        var isAnybody = false
        for owner in installation.configuration.telegram.owners {
            // By owner, whatever topic he is asked in.
            let key = AlertKey(kind: Self.kind, subject: Self.subject(page.wallet.id), chat: ChatAddress(chat: owner))
            guard asked[key] != String(since.seconds), let chat = try OwnerChat.of(owner, in: transaction.snapshot) else { continue }
            guard let texts = try texts(for: chat, page.wallet, in: transaction.snapshot) else { continue }
            let part = OutgoingMessage.Part(
                text: texts.question(booked: page.ledger.newest.balance, held: held),
                keyboard: StoredKeyboard(texts.buttons(since: since))?.text)
            try transaction.enqueue(
                OutgoingMessage(
                    bot: bot, chat: chat.address, kind: .note, parts: [part], reference: Self.reference(page.wallet.id, since),
                    createdAt: now))
            try transaction.setAlertState(key, to: String(since.seconds), at: now)
            isAnybody = true
        }
        return isAnybody
    }

    /// Takes back the questions whose wallets are held no longer, or since another instant; returns whether there was one.
    func withdraw(ended: [WalletID: HoldVerdict?], in transaction: Transaction) throws -> Bool {
        let asked = try transaction.snapshot.alertStates(kind: Self.kind)
        guard !asked.isEmpty else { return false }
        var isAny = false
        let wallets = Dictionary(uniqueKeysWithValues: try transaction.snapshot.wallets().map { (Self.subject($0.id), $0) })
        for (key, state) in asked.sorted(by: { $0.key.chat.chat < $1.key.chat.chat }) {
            guard let wallet = wallets[key.subject], let since = Int64(state).map(Instant.init(seconds:)), wallet.heldAt != since else {
                continue
            }
            try replace(wallet, since: since, in: [key.chat.chat], transaction) { $0.ended(as: ended[wallet.id] ?? nil) }
            try transaction.setAlertState(key, to: nil, at: now)
            isAny = true
        }
        return isAny
    }

    /// Shows in every owner's question what was decided; the buttons go.
    func showDecision(_ verdict: HoldVerdict, on wallet: Wallet, since: Instant, in transaction: Transaction) throws {
        let owners = Set(installation.configuration.telegram.owners)
        try replace(wallet, since: since, in: owners, transaction) { $0.decided(verdict) }
    }

    /// Edits the questions that were sent, and keeps back those that were not.
    private func replace(
        _ wallet: Wallet, since: Instant, in chats: Set<Int64>, _ transaction: Transaction, with text: (HoldWording) -> String
    ) throws {
        for row in try transaction.snapshot.outbox(reference: Self.reference(wallet.id, since))
        where row.bot == bot && row.kind == .note && chats.contains(row.chat.chat) {
            if row.state == .queued { try transaction.markDead(row.id, at: now, error: "the question was answered before it was sent") }
            let chat = try transaction.snapshot.chat(row.chat)
            guard let message = row.messageID, let texts = try texts(for: chat, wallet, in: transaction.snapshot) else { continue }
            let part = OutgoingMessage.Part(text: text(texts))
            try transaction.enqueue(
                OutgoingMessage(bot: bot, chat: row.chat, kind: .edit, parts: [part], editOf: message, createdAt: now))
        }
    }

    /// Nil where neither the reader's zone nor the report's is on the host.
    private func texts(for chat: KnownChat?, _ wallet: Wallet, in snapshot: Snapshot) throws -> HoldWording? {
        let reader = ReaderSettings(chat, configuration: installation.configuration)
        guard let zone = OwnerChat.zone(reader, configuration: installation.configuration, zones: zones) else { return nil }
        return HoldWording(
            wording: Wording(language: reader.language, zone: zone, now: now), wallet: wallet,
            title: try snapshot.accounts().first { $0.id == wallet.account }?.title ?? "")
    }

    private static func subject(_ wallet: WalletID) -> String { "wallet:\(wallet.rawValue)" }

    private static func reference(_ wallet: WalletID, _ since: Instant) -> String { "hold:\(wallet.rawValue):\(since.seconds)" }
}
