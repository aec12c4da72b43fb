import Domain
import History
import Simulator
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("/chart", .timeLimit(.minutes(1))) struct ChartCommandTests {
    private func bench() async throws -> (ledger: LedgerBench, chat: ChatBench) {
        let bench = try Bench()
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(-3600, ["alpha": .balances([wallet("500"), wallet("80", "EUR")]), "beta": .usd("70")])
        try await ledger.sweep(-300, ["alpha": .balances([wallet("490"), wallet("77", "EUR")]), "beta": .usd("69")])
        return (ledger, try await ChatBench(bench))
    }

    private func desk(_ bench: Bench) throws -> ChartDesk {
        ChartDesk(installation: CurrentInstallation(try bench.installation()), history: bench.history, zones: bench.zones)
    }

    @Test("leaves a job and says nothing yet")
    func job() async throws {
        let (_, chat) = try await bench()
        let (effects, sent) = try await chat.handle(.message(chat.message("/chart 7д alpha", from: ChatBench.viewer)))
        #expect(effects.hasJobs && sent.isEmpty)
        let jobs = try await chat.jobs()
        #expect(jobs.map(\.kind) == ["chart"])
        let job = try #require(jobs.first.flatMap { ChartJob(text: $0.payload) })
        #expect(job.chat == ChatAddress(chat: ChatBench.viewer.id) && job.order.filter == "=alpha" && job.replyTo == nil)
    }

    @Test(
        "answers nonsense at once, and strangers not at all",
        arguments: [("/chart nobody", "nobody"), ("/chart 31.02.2026", "31.02.2026"), ("/chart 2031", "2031")])
    func nonsense(text: String, quoted: String) async throws {
        let (_, chat) = try await bench()
        let sent = try await chat.says(text, ChatBench.viewer)
        #expect(sent.count == 1 && sent[0].content.text.contains(quoted), "\(sent.map(\.content.text))")
        #expect(try await chat.jobs().isEmpty)
        _ = try await chat.says("/chart", ChatBench.stranger)
        #expect(try await chat.jobs().isEmpty)
    }

    @Test("answers its job with a picture a currency, to be drawn when it is sent")
    func answer() async throws {
        let (ledger, _) = try await bench()
        let window = Window(from: Bench.start - 86_400, until: Bench.start)
        let job = ChartJob(
            chat: ChatAddress(chat: -5, topic: 7), replyTo: 9, order: ChartOrder(window: window, askedAt: Bench.start))
        let message = try await desk(ledger.bench).answer(to: job, bot: Bench.bot, at: Bench.start, language: .ru)
        #expect(message.kind == .answer && message.replyTo == 9)
        #expect(message.parts.compactMap { ChartOrder(text: $0.attachment)?.currency } == ["EUR", "USD"])
        #expect(message.parts.allSatisfy { $0.text.hasPrefix("📈") && $0.text.utf16.count <= 1024 })
        let past = ChartOrder(
            window: Window(from: Bench.start - 86_400 * 9, until: Bench.start - 86_400 * 8), askedAt: Bench.start)
        let empty = try await desk(ledger.bench).answer(
            to: ChartJob(chat: job.chat, replyTo: nil, order: past), bot: Bench.bot, at: Bench.start, language: .ru)
        #expect(empty.parts.map(\.attachment) == [nil] && empty.parts[0].text.contains("данных нет"))
    }

    @Test(
        "sends the text of a picture that the chat refuses, and pauses nothing",
        arguments: ["not enough rights to send photos to the chat", "PHOTO_INVALID_DIMENSIONS"])
    func refusedPicture(words: String) async throws {
        let (ledger, _) = try await bench()
        let bench = ledger.bench
        let clock = bench.clock
        let telegram = TestTelegram(clock: { clock.now })
        let chat = ChatAddress(chat: -700)
        telegram.server.open(SimulatedChat(id: -700, kind: .supergroup, title: "Team"))
        telegram.server.fail("sendPhoto", in: -700, .refused(code: 400, description: "Bad Request: " + words), count: nil)
        var order = ChartOrder(window: Window(from: Bench.start - 86_400, until: Bench.start), askedAt: Bench.start)
        order.currency = "USD"
        let part = OutgoingMessage.Part(text: "<b>caption</b>", attachment: order.text)
        _ = try await bench.history.write { transaction in
            try transaction.save(KnownChat(address: chat, kind: .supergroup, title: "Team", isSubscribed: true, subscribedAt: Bench.start))
            try transaction.enqueue(OutgoingMessage(bot: Bench.bot, chat: chat, kind: .answer, parts: [part], createdAt: Bench.start))
        }
        let postman = Postman(
            history: bench.history, telegram: telegram.client(), installation: CurrentInstallation(try bench.installation()),
            zones: bench.zones, time: bench.time, pace: SharedPace(.none))
        for row in try await bench.history.read({ try $0.due(bot: Bench.bot, at: Bench.start) }) { _ = try await postman.send(row) }
        let messages = telegram.server.botMessages(in: -700).map(\.text)
        #expect(messages.count == 1 && messages[0].hasPrefix("caption\n⚠️ Картинка не принята") && messages[0].contains(words))
        #expect(telegram.server.calls(of: "sendPhoto") == 1)
        let (known, sent) = try await bench.history.read { (try $0.chat(chat), try $0.outbox(in: .sent, limit: 9).count) }
        #expect(known?.pausedAt == nil && sent == 1)
    }

    @Test("sends a PNG with its caption; one that may have arrived is sent once more, unmarked", arguments: [0, 9])
    func photo(cutOff: Int) async throws {
        let (ledger, _) = try await bench()
        let bench = ledger.bench
        let clock = bench.clock
        let telegram = TestTelegram(clock: { clock.now })
        telegram.server.open(SimulatedChat(of: SimulatedUser(id: 22, name: "Victor")))
        var order = ChartOrder(window: Window(from: Bench.start - 86_400, until: Bench.start), askedAt: Bench.start)
        order.currency = "USD"
        let part = OutgoingMessage.Part(text: "<b>caption</b>", attachment: order.text)
        _ = try await bench.history.write {
            try $0.enqueue(
                OutgoingMessage(bot: Bench.bot, chat: ChatAddress(chat: 22), kind: .answer, parts: [part], createdAt: Bench.start))
        }
        let postman = Postman(
            history: bench.history, telegram: telegram.client(cutOff: cutOff),
            installation: CurrentInstallation(try bench.installation()), zones: bench.zones, time: bench.time)
        for _ in 0..<9 {
            let now = clock.now
            for row in try await bench.history.read({ try $0.due(bot: Bench.bot, at: now) }) { _ = try await postman.send(row) }
            clock.advance(bySeconds: 10)
        }
        let messages = telegram.server.botMessages(in: 22)
        #expect(messages.map(\.text) == Array(repeating: "caption", count: cutOff == 0 ? 1 : 2))
        let size = try #require(messages.first?.file.flatMap { PictureSize(png: $0.bytes) })
        #expect(size.width == 1600 && size.height >= 1000)
        #expect(telegram.server.calls(of: "sendMessage") == 0)
    }
}
