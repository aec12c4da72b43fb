import BalanceMonitor
import Domain
import Foundation
import History
import Logging
import TelegramAPI
import Testing

@testable import BalanceMonitor
@testable import Networks

/// One account whose network says what a test wants, the books that are kept of it, and two people who press buttons.
final class MoneyScene {
    /// Sunday 2026-11-22, 12:00 in Moscow.
    static let start = Instant(seconds: 1_795_338_000)
    static let owner: Int64 = 11
    static let analyst: Int64 = 22
    static let viewer: Int64 = 33
    static let group = ChatAddress(chat: -100)
    static let bot: Int64 = 123_456

    let folder: ConfigurationFolder
    let installation: Installation
    private(set) var history: History
    private(set) var now = start
    private var books: Books?
    private var request: UInt64 = 0
    private var updates: Int64 = 0
    private var restarts = 0

    init() async throws {
        let config = """
            [telegram]
            token = { file = "secrets/token" }
            owners = [\(Self.owner)]
            [report]
            language = "ru"
            [paths]
            networks = "networks"
            [history]
            database = "balance.db"

            """
        folder = try ConfigurationFolder([
            "config.toml": config, "networks/acme.toml": VerbScene.acme, "secrets/key": "sesame-of-acme",
            "secrets/token": "\(Self.bot):abcdefghijklmnopqrstuvwxyz",
            "accounts.d/1.toml": VerbScene.account("acme-one", title: "Acme One"),
        ])
        installation = try Installation.load(path: folder.path + "/config.toml", environment: [:], zones: ZoneFiles())
        let path = folder.path + "/balance.db"
        history = try History.open(path: path, lock: WriterLock(database: path))
        try await history.write { transaction in
            for (id, role) in [(Self.analyst, Role.analyst), (Self.viewer, .viewer)] {
                try transaction.save(Person(id: id, role: role, name: "somebody", addedAt: Self.start))
            }
            for chat in [Self.owner, Self.viewer] {
                try transaction.save(
                    KnownChat(
                        address: ChatAddress(chat: chat), kind: .private, title: "somebody", isSubscribed: true, subscribedAt: Self.start))
            }
            try transaction.save(
                KnownChat(address: Self.group, kind: .supergroup, title: "buyers", isSubscribed: true, subscribedAt: Self.start))
        }
    }

    /// Minutes after the scene's beginning, at which the next sweep is.
    func pass(minutes: Int64 = 5) { now = now + minutes * 60 }

    /// Five minutes pass, the network answers this balance, and the sweep is stored.
    @discardableResult
    func sweep(_ balance: String) async throws -> KeptSweep {
        pass()
        let account = try #require(installation.accounts.first)
        let currency = try #require(Currency("USD"))
        request += 1
        let wallet = WalletAnswer(balance: try Money(decimal: balance), currency: currency)
        let answer = PollAnswer(wallets: [wallet], badRows: [], requestSentAt: now, serverDate: nil)
        let result = PollResult(account: account, request: request, at: now, outcome: .success(answer))
        let (now, installation, before) = (now, installation, try await currentBooks())
        let herald = SweepHerald(bot: Self.bot, zones: ZoneFiles(), bell: Bell())
        let kept = try await history.write { transaction in
            try SweepEntry(results: [result], installation: installation, startedAt: now, books: before, absence: nil, herald: herald)
                .write(
                    transaction)
        }
        books = kept.books
        return kept
    }

    private func currentBooks() async throws -> Books {
        if let books { return books }
        let now = now
        return try await history.read { try Books($0, at: now, interval: 300) }
    }

    /// The daemon ends and starts again; what was only in memory is gone.
    func restart() throws {
        books = nil
        request = 0
        restarts += 1
        try history.close()
        let path = folder.path + "/balance.db"
        history = try History.open(path: path, lock: WriterLock(database: path + ".\(restarts)"))
    }

    /// Sends whatever waits in the outbox, as Telegram would take it; returns it.
    @discardableResult
    func deliver() async throws -> [OutboxRow] {
        var sent: [OutboxRow] = []
        while true {
            let now = now
            let due = try await history.write { transaction -> [OutboxRow] in
                let due = try transaction.snapshot.due(bot: Self.bot, at: now)
                for row in due {
                    _ = try transaction.markSending(row.id, at: now)
                    try transaction.markSent(row.id, messageID: row.editOf == nil ? 1000 + row.id.rawValue : nil, at: now)
                }
                return due
            }
            guard !due.isEmpty else { return sent }
            sent += due
        }
    }

    /// What the bot does with an update.
    func handle(_ kind: Update.Kind) async throws -> UpdateEffects {
        updates += 1
        let update = Update(id: updates, kind: kind)
        let handler = UpdateHandler(
            bot: Self.bot, botUsername: "AcmeBot", installation: installation, zones: ZoneFiles(), view: CollectorState.View(),
            status: ServiceStatus(startedAt: Self.start, route: "direct"), refreshes: RefreshThrottle(),
            now: now, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await history.write { try handler.handle(update, staleCount: nil, in: $0) }
    }

    /// Somebody writes a command into the group; what the bot answered.
    func say(_ text: String, as person: Int64) async throws -> OutboxRow? {
        let length = text.prefix { $0 != " " }.utf16.count
        let message = Message(
            id: 5, chat: Chat(id: Self.group.chat, kind: .supergroup, title: "buyers"), from: User(id: person, firstName: "Somebody"),
            date: now, text: text,
            entities: [
                try JSONDecoder().decode(Message.Entity.self, from: Data(#"{"type":"bot_command","offset":0,"length":\#(length)}"#.utf8))
            ])
        _ = try await handle(.message(message))
        return try await deliver().last
    }

    /// Somebody presses a button of message 77 in the group; what the callback was answered.
    func press(_ data: String, as person: Int64) async throws -> String? {
        let message = Message(
            id: 77, chat: Chat(id: Self.group.chat, kind: .supergroup, title: "buyers"), from: User(id: Self.bot, firstName: "Bot"),
            date: now, text: "…")
        let query = CallbackQuery(id: "q", from: User(id: person, firstName: "Somebody"), message: message, data: data)
        return try await handle(.callback(query)).callbackAnswers.first?.text
    }

    /// The account's one wallet.
    func wallet() async throws -> Wallet { try #require(try await history.read { try $0.wallets() }.first) }

    /// What the wallet did since the scene's beginning.
    func window() async throws -> WalletWindow {
        let window = Window(from: Self.start, until: now + 60)
        return try #require(try await history.read { try $0.windows(window) }.first)
    }

    /// The ledger's complaints about itself.
    func faults() async throws -> [String] { try await history.read { try $0.ledgerFaults() } }
}

extension String {
    /// With unusual spaces made plain.
    var plain: String { replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ") }
}
