import Domain
import History
import TelegramAPI

/// One wallet that was booked at exactly 0, for every chat that shows its account.
struct ZeroAlert {
    private let wallet: Wallet
    private let account: Account
    private let before: Money
    private let since: Instant
    private let now: Instant
    /// By the rules of the reports, in the 24 hours before 0 was decided.
    private let spentInLastDay: Money
    private let hasSiblings: Bool
    private let settings: AccountSettings?

    init(wallet id: WalletID, before: Money, since: Instant, at now: Instant, settings: AccountSettings?, in snapshot: Snapshot) throws {
        wallet = try snapshot.wallet(id)
        let owner = wallet.account
        guard let account = try snapshot.accounts().first(where: { $0.id == owner }) else {
            throw HistoryError.corrupt(detail: "wallet \(id.rawValue) has no account")
        }
        self.account = account
        hasSiblings = try snapshot.wallets().contains { $0.account == owner && $0.id != id }
        // The reading itself may be dated a little after the sweep's beginning.
        spentInLastDay = try snapshot.spent(since: since - 86400)[id] ?? .zero
        self.before = before
        self.since = since
        self.now = now
        self.settings = settings
    }

    /// Queues the alert; returns whether any chat gets it. Each booking of a 0 comes here once, so each chat gets it once.
    func enqueue(bot: Int64, installation: Installation, zones: ZoneFiles, in transaction: Transaction) throws -> Bool {
        let chats = try transaction.snapshot.chats().compactMap {
            Subscription($0, configuration: installation.configuration, zones: zones)
        }.filter { try $0.filter(installation, in: transaction.snapshot).matches(account, settings: settings) }
        for subscription in chats {
            let wording = Wording(language: subscription.language, zone: subscription.schedule.zone, now: now)
            try transaction.enqueue(
                OutgoingMessage(
                    bot: bot, chat: subscription.chat.address, kind: .alert, parts: [OutgoingMessage.Part(text: text(wording))],
                    reference: Self.reference(wallet.id), createdAt: now))
        }
        return !chats.isEmpty
    }

    private func text(_ wording: Wording) -> String {
        let name = account.title + (hasSiblings ? " · " + (wallet.title ?? wallet.key) : "")
        func money(_ amount: Money) -> String {
            wording.money(amount, wallet.currency, digits: wording.exactDigits(of: [amount], in: wallet.currency))
        }
        let lines =
            Columns.wrapped("🛑 " + name + wording.say(ru: ": остаток ", en: ": balance ") + money(.zero))
            + Columns.wrapped(
                wording.say(ru: "ноль с ", en: "zero since ") + wording.timeAndDay(since)
                    + wording.say(ru: ", до этого ", en: ", before it ") + money(before), indent: true)
            + Columns.wrapped(
                wording.say(ru: "списано за сутки до этого ", en: "spent in the 24 h before ") + money(spentInLastDay), indent: true)
        return HTMLText.escape(lines.joined(separator: "\n"))
    }

    /// By which a message in the outbox says which wallet it is about.
    private static func reference(_ wallet: WalletID) -> String { "zero:\(wallet.rawValue)" }

    /// Whether what an alert says is still so; nil for an alert of another kind.
    static func stillHolds(_ row: OutboxRow, in snapshot: Snapshot) throws -> Bool? {
        let words = (row.reference ?? "").split(separator: ":")
        guard row.kind == .alert, words.count == 2, words[0] == "zero", let id = Int64(words[1]) else { return nil }
        return try snapshot.latest().first { $0.wallet.id.rawValue == id }.map { $0.reading.balance == .zero } ?? false
    }
}

extension Transaction {
    /// Nobody knows whether these alerts arrived: one whose condition still holds is sent once more.
    func repeatAlerts(_ rows: [OutboxRow], at now: Instant) throws {
        for row in rows where try ZeroAlert.stillHolds(row, in: snapshot) == true { try repeatUnknown(row.id, at: now) }
    }
}
