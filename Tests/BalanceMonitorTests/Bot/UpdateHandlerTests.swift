import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("An update") struct UpdateHandlerTests {
    @Test("/start subscribes the private chat of anybody who was invited")
    func start() async throws {
        let chat = try await ChatBench(Bench())
        let (effects, sent) = try await chat.handle(.message(chat.message("/start", from: ChatBench.viewer)))
        #expect(effects.changesSchedule && effects.hasMessages)
        #expect(sent.first?.content.text.hasPrefix("Готово: отчёты будут приходить сюда в 10:15 и 17:15 (МСК).") == true)
        #expect(sent.first?.replyTo == nil)
        chat.bench.clock.advance(bySeconds: 3600)
        try await chat.says("/start", ChatBench.viewer)
        let chats = try await chat.chats()
        #expect(chats.map(\.isSubscribed) == [true])
        #expect(chats.map(\.subscribedAt) == [Bench.start])
    }

    @Test("/start revives a paused chat from now on")
    func revive() async throws {
        let chat = try await ChatBench(Bench())
        try await chat.says("/start", ChatBench.viewer)
        try await chat.bench.history.write { try $0.pauseChat(22, reason: "blocked", at: Bench.start + 60) }
        chat.bench.clock.advance(bySeconds: 90_000)
        try await chat.says("/start", ChatBench.viewer)
        let chats = try await chat.chats()
        #expect(chats.map(\.pausedAt) == [nil])
        #expect(chats.map(\.subscribedAt) == [Bench.start + 90_000])
    }

    @Test("/here in one topic revives the others too, from now on")
    func reviveTopics() async throws {
        let chat = try await ChatBench(Bench())
        let forum = Chat(id: -700, kind: .supergroup, title: "Forum", isForum: true)
        for topic in [5, 6] as [Int64] { try await chat.says("/here", ChatBench.owner, in: forum, topic: topic) }
        try await chat.bench.history.write { try $0.pauseChat(-700, reason: "removed", at: Bench.start + 60) }
        chat.bench.clock.advance(bySeconds: 90_000)
        try await chat.says("/here", ChatBench.owner, in: forum, topic: 5)
        let chats = try await chat.chats()
        #expect(chats.map(\.pausedAt) == [nil, nil])
        #expect(chats.map(\.subscribedAt) == [Bench.start + 90_000, Bench.start + 90_000])
    }

    @Test("of the bot's membership pauses a chat, and its return revives it")
    func membership() async throws {
        let chat = try await ChatBench(Bench())
        try await chat.says("/here", ChatBench.owner, in: ChatBench.group)
        func change(_ old: MembershipChange.Status, _ new: MembershipChange.Status) -> Update.Kind {
            .membership(MembershipChange(chat: ChatBench.group, from: ChatBench.stranger, date: Bench.start, old: old, new: new))
        }
        #expect(try await chat.handle(change(.member, .kicked)).effects.changesSchedule)
        #expect(try await chat.chats().map { $0.pausedAt != nil } == [true])
        #expect(try await chat.outbox().map(\.state) == [.dead])
        chat.bench.clock.advance(bySeconds: 90_000)
        try await chat.handle(change(.kicked, .restricted(isMember: true, canSend: false)))
        #expect(try await chat.chats().map { $0.pausedAt != nil } == [true])
        try await chat.handle(change(.left, .member))
        #expect(try await chat.chats().map(\.pausedAt) == [nil])
        #expect(try await chat.chats().map(\.subscribedAt) == [Bench.start + 90_000])
    }

    @Test("of a group that became a supergroup moves its subscription, whichever signal comes first", arguments: [true, false])
    func migration(newFirst: Bool) async throws {
        let chat = try await ChatBench(Bench())
        try await chat.says("/here", ChatBench.owner, in: ChatBench.group)
        let new = Chat(id: -100_500, kind: .supergroup, title: "Buyers & Co")
        let signals = [
            Message(id: 50, chat: ChatBench.group, from: nil, date: Bench.start, text: nil, migratedTo: -100_500),
            Message(id: 1, chat: new, from: nil, date: Bench.start, text: nil, migratedFrom: -500),
        ]
        for signal in newFirst ? signals.reversed() : signals { try await chat.handle(.message(signal)) }
        #expect(try await chat.chats().map(\.address.chat) == [-100_500])
        #expect(try await chat.outbox().map(\.chat.chat) == [-100_500])
    }

    @Test("that is old is not answered, but the last of them says how many there were")
    func stale() async throws {
        let chat = try await ChatBench(Bench())
        let old = chat.message("/stat", from: ChatBench.viewer, age: 601)
        #expect(try chat.handler().staleCommand(chat.update(.message(old))) == old)
        #expect(try await chat.handle(.message(old)).sent.isEmpty)
        let last = try await chat.handle(.message(old), staleCount: 50).sent
        #expect(
            last.map(\.content.text) == ["Пока служба была недоступна, пришло команд: 50. Отвечаю только на новые — повторите, если нужно."]
        )
        let fresh = chat.message("/whoami", from: ChatBench.viewer, age: 600)
        #expect(try chat.handler().staleCommand(chat.update(.message(fresh))) == nil)
        #expect(try await chat.handle(.message(fresh)).sent.count == 1)
    }

    @Test("that fails is apologised for to whoever is known, and acknowledged")
    func apology() async throws {
        let chat = try await ChatBench(Bench())
        let (handler, update) = (try chat.handler(), chat.update(.message(chat.message("/stat", from: ChatBench.viewer))))
        try await chat.bench.history.write { try handler.apologise(for: update, in: $0) }
        #expect(try await chat.outbox().map(\.content.text) == ["Не получилось выполнить команду; подробности — в журнале службы."])
        #expect(try await chat.offset() == update.id + 1)
        let strange = chat.update(.message(chat.message("/stat", from: ChatBench.stranger)))
        try await chat.bench.history.write { try handler.apologise(for: strange, in: $0) }
        #expect(try await chat.outbox().count == 1)
        #expect(try await chat.offset() == strange.id + 1)
    }

    @Test("stores its effect and the offset together, or neither")
    func atomic() async throws {
        struct PowerCut: Error {}
        let chat = try await ChatBench(Bench())
        let (handler, update) = (try chat.handler(), chat.update(.message(chat.message("/start", from: ChatBench.viewer))))
        await #expect(throws: PowerCut.self) {
            try await chat.bench.history.write { transaction in
                _ = try handler.handle(update, staleCount: nil, in: transaction)
                throw PowerCut()
            }
        }
        #expect(try await chat.offset() == nil)
        #expect(try await chat.chats().isEmpty)
        #expect(try await chat.outbox().isEmpty)
    }

    @Test("/stat answers periods and filters, and helps with what is neither")
    func stat() async throws {
        let chat = try await ChatBench(Bench())
        let ledger = try await LedgerBench(chat.bench)
        try await ledger.sweep(-7200, ["alpha": .usd("500"), "beta": .usd("100")])
        try await ledger.sweep(-3600, ["alpha": .usd("480"), "beta": .usd("99")])
        let all = try await chat.says("/stat", ChatBench.viewer).first?.content.text ?? ""
        #expect(all.contains("Alpha") && all.contains("Beta") && all.contains("20,00"))
        let one = try await chat.says("/stat сегодня alpha", ChatBench.viewer).first?.content.text ?? ""
        #expect(one.contains("Отчёт: сегодня, 22 ноября") && one.contains("Alpha") && !one.contains("Beta"))
        let nonsense = try await chat.says("/stat <b>", ChatBench.viewer).first?.content.text ?? ""
        #expect(nonsense.hasPrefix("Не понимаю «&lt;b&gt;»:"))
        let impossible = try await chat.says("/stat 2026-02-30", ChatBench.viewer).first?.content.text ?? ""
        #expect(impossible.contains("2026-02-30"))
    }

    @Test("/status and /whoami say how things stand")
    func status() async throws {
        let chat = try await ChatBench(Bench())
        let status = try await chat.says("/status", ChatBench.viewer).first?.content.text ?? ""
        #expect(status.contains("Balance Monitor \(Product.version)") && status.contains("последний опрос: ещё не было"))
        let who = try await chat.says("/whoami", ChatBench.owner).first?.content.text
        #expect(who == "Ваш id: <code>11</code>\nПрава: владелец")
    }
}

@Suite("What stops updates from coming") struct ReceptionTroubleTests {
    @Test("makes the pause double up to a minute, and starts over after a success")
    func doubles() {
        var trouble = ReceptionTrouble()
        let error = TelegramError.server(status: 502, mayHaveBeenDelivered: false)
        let pauses = (0..<8).map { _ in trouble.failed(error).pause }
        #expect(pauses == [2, 4, 8, 16, 32, 60, 60, 60])
        let isOver = [trouble.succeeded(), trouble.succeeded()]
        #expect(isOver == [true, false])
        let again = trouble.failed(error).pause
        #expect(again == 2)
    }

    @Test(
        "waits as long as a failure asks",
        arguments: [
            (TelegramError.unauthorized("x"), 60), (.rateLimited(retryAfter: .seconds(17)), 17),
            (.rateLimited(retryAfter: .seconds(9999)), 9999),
            (.conflict("x"), 30),
        ])
    func asks(error: TelegramError, pause: Int) {
        var trouble = ReceptionTrouble()
        let asked = trouble.failed(error).pause
        #expect(asked == pause)
    }

    @Test("is told once, though two pollers succeed by turns")
    func conflict() {
        var trouble = ReceptionTrouble()
        var told = 0
        var over = 0
        for _ in 0..<20 {
            told += trouble.failed(.conflict("terminated by other getUpdates request")).isNew ? 1 : 0
            over += trouble.succeeded() ? 1 : 0
            #expect(trouble.hasConflict)
        }
        #expect(told == 1 && over == 0)
        let isOver = [trouble.succeeded(), trouble.succeeded()]
        #expect(isOver == [false, true])
        #expect(!trouble.hasConflict)
    }
}
