import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

/// Hands updates to the handler, each in a transaction of its own, as the service would.
final class ChatBench {
    static let owner = User(id: Bench.owner, firstName: "Olga", languageCode: "ru")
    static let viewer = User(id: 22, firstName: "Victor")
    static let stranger = User(id: 99, firstName: "<b>Eve</b>")
    static let group = Chat(id: -500, kind: .group, title: "Buyers & Co")

    let bench: Bench
    private let refreshes = RefreshThrottle()
    private var updateID: Int64 = 1000
    private var messageID: Int64 = 0

    init(_ bench: Bench) async throws {
        self.bench = bench
        let viewer = Person(id: Self.viewer.id, role: .viewer, name: "Victor", addedAt: Bench.start)
        try await bench.history.write { try $0.save(viewer) }
    }

    static func home(of user: User) -> Chat { Chat(id: user.id, kind: .private, firstName: user.firstName) }

    /// A message that begins with a command, in the sender's private chat unless another is named.
    func message(
        _ text: String, from user: User?, in chat: Chat? = nil, topic: Int64? = nil, senderChat: Chat? = nil, age: Int64 = 0
    ) -> Message {
        messageID += 1
        let command =
            text.hasPrefix("/")
            ? [Message.Entity(type: "bot_command", utf16Offset: 0, utf16Length: text.prefix { $0 != " " }.utf16.count)] : []
        return Message(
            id: messageID, chat: chat ?? user.map(Self.home) ?? Self.group, topic: topic, from: user, senderChat: senderChat,
            date: bench.clock.now - age, text: text, entities: command)
    }

    func handler() throws -> UpdateHandler {
        UpdateHandler(
            bot: Bench.bot, botUsername: "TheBot", installation: try bench.installation(), zones: bench.zones, view: CollectorState.View(),
            status: ServiceStatus(startedAt: Bench.start, route: "direct"), refreshes: refreshes, now: bench.clock.now, log: bench.log)
    }

    func update(_ kind: Update.Kind) -> Update {
        updateID += 1
        return Update(id: updateID, kind: kind)
    }

    /// What became of an update: its effects, and the messages that it put into the outbox.
    @discardableResult
    func handle(_ kind: Update.Kind, staleCount: Int? = nil) async throws -> (effects: UpdateEffects, sent: [OutboxRow]) {
        let (handler, update) = (try handler(), update(kind))
        let before = Set(try await outbox().map(\.id))
        let effects = try await bench.history.write { try handler.handle(update, staleCount: staleCount, in: $0) }
        #expect(try await offset() == update.id + 1)
        return (effects, try await outbox().filter { !before.contains($0.id) })
    }

    /// The same for somebody who writes to the bot.
    @discardableResult
    func says(_ text: String, _ user: User?, in chat: Chat? = nil, topic: Int64? = nil, senderChat: Chat? = nil) async throws -> [OutboxRow]
    {
        try await handle(.message(message(text, from: user, in: chat, topic: topic, senderChat: senderChat))).sent
    }

    /// A press of a button, in the person's private chat.
    func presses(_ data: String?, _ user: User) async throws -> UpdateEffects {
        let shown = Message(id: 7, chat: Self.home(of: user), from: nil, date: bench.clock.now, text: "…")
        return try await handle(.callback(CallbackQuery(id: "q", from: user, message: shown, data: data))).effects
    }

    func outbox() async throws -> [OutboxRow] {
        try await bench.history.read { snapshot in
            try OutboxState.allCases.flatMap { try snapshot.outbox(in: $0, limit: 1000) }.sorted { $0.id < $1.id }
        }
    }

    func offset() async throws -> Int64? { try await bench.history.read { try $0.updateOffset(bot: Bench.bot)?.next } }

    func chats() async throws -> [KnownChat] { try await bench.history.read { try $0.chats() } }

    func jobs() async throws -> [Job] {
        let now = bench.clock.now
        return try await bench.history.write { transaction in
            var jobs: [Job] = []
            while let job = try transaction.takeJob(at: now) { jobs.append(job) }
            return jobs
        }
    }
}
