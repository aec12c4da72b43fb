import Domain
import History
import Simulator
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The postman") struct PostmanTests {
    private let owner = SimulatedUser(id: Bench.owner, name: "Olga")
    private let victor = SimulatedUser(id: 22, name: "Victor")

    func postman(_ bench: Bench, _ client: TelegramClient) throws -> Postman {
        Postman(
            history: bench.history, telegram: client, installation: CurrentInstallation(try bench.installation()), zones: bench.zones,
            time: bench.time, pace: SharedPace(.none))
    }

    /// A host whose telegram knows the owner and Victor, both subscribed.
    func scene() async throws -> (Bench, TestTelegram) {
        let bench = try Bench()
        let clock = bench.clock
        let telegram = TestTelegram(clock: { clock.now })
        for user in [owner, victor] { telegram.server.open(SimulatedChat(of: user)) }
        try await bench.history.write { transaction in
            for id in [Bench.owner, 22] {
                try transaction.save(
                    KnownChat(
                        address: ChatAddress(chat: id), kind: .private, title: "x", isSubscribed: true, subscribedAt: Bench.start,
                        language: "en"))
            }
        }
        return (bench, telegram)
    }

    private func enqueue(
        _ bench: Bench, _ texts: [String], to chat: ChatAddress = ChatAddress(chat: 22), kind: OutboxKind = .report, slot: String? = nil,
        editOf: Int64? = nil
    ) async throws {
        try await bench.history.write { transaction in
            let id = try slot.flatMap { time in
                try transaction.claim(
                    ReportSlot(chat: chat, date: "2026-11-22", time: time), window: Window(from: Bench.start - 60, until: Bench.start))
            }
            try transaction.enqueue(
                OutgoingMessage(
                    bot: Bench.bot, chat: chat, kind: kind, parts: texts.map { OutgoingMessage.Part(text: $0) }, slot: id, editOf: editOf,
                    createdAt: Bench.start))
        }
    }

    /// Sends what is due until nothing is, at most `rounds` times; what must wait is waited for.
    func deliver(_ bench: Bench, _ postman: Postman, rounds: Int = 20) async throws {
        for _ in 0..<rounds {
            let now = bench.clock.now
            let (due, next) = try await bench.history.read { (try $0.due(bot: Bench.bot, at: now), try $0.nextDue(bot: Bench.bot)) }
            for row in due { _ = try await postman.send(row) }
            guard due.isEmpty else { continue }
            guard let next, next > now else { return }
            bench.clock.advance(bySeconds: next - now)
        }
    }

    private func states(_ bench: Bench) async throws -> [OutboxState] {
        try await bench.history.read { snapshot in
            try OutboxState.allCases.flatMap { try snapshot.outbox(in: $0, limit: 100) }.filter { $0.kind != .note }.sorted {
                $0.id < $1.id
            }
            .map(\.state)
        }
    }

    @Test("keeps the order of parts, and notes what Telegram calls them")
    func parts() async throws {
        let (bench, telegram) = try await scene()
        try await enqueue(bench, ["<b>1</b>", "2", "3"], slot: "17:15")
        try await enqueue(bench, ["4"], kind: .answer)
        try await deliver(bench, postman(bench, telegram.client()))
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["1", "2", "3", "4"])
        let sent = try await bench.history.read { try $0.outbox(in: .sent, limit: 9) }
        #expect(sent.map(\.messageID) == [4, 3, 2, 1])
        let slot = ReportSlot(chat: ChatAddress(chat: 22), date: "2026-11-22", time: "17:15")
        #expect(try await bench.history.read { try $0.state(of: slot) } == .sent)
    }

    @Test("repeats a report that may have arrived exactly once, marked, and then lets it be", arguments: [1, 2, 5])
    func unknown(lost: Int) async throws {
        let (bench, telegram) = try await scene()
        try await enqueue(bench, ["report"], slot: "17:15")
        try await deliver(bench, postman(bench, telegram.client(cutOff: lost)))
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["report", "⚠️ possibly a repeat\nreport"])
        // Of what stays unknown an owner is told.
        #expect(try await states(bench).first { $0 == .unknown } == (lost == 1 ? nil : .unknown))
        let slot = ReportSlot(chat: ChatAddress(chat: 22), date: "2026-11-22", time: "17:15")
        #expect(try await bench.history.read { try $0.state(of: slot) } == (lost == 1 ? .sent : .unknown))
    }

    @Test("repeats an answer without a mark")
    func answer() async throws {
        let (bench, telegram) = try await scene()
        try await enqueue(bench, ["answer"], kind: .answer)
        try await deliver(bench, postman(bench, telegram.client(cutOff: 9)))
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["answer", "answer"])
        #expect(try await states(bench) == [.unknown])
    }

    @Test("does not spend the one repeat while Telegram answers nothing at all")
    func outage() async throws {
        let (bench, telegram) = try await scene()
        try await enqueue(bench, ["report"], slot: "17:15")
        let postman = try postman(bench, telegram.client(cutOff: 1))
        try await deliver(bench, postman, rounds: 1)
        for _ in 0..<5 { telegram.server.failNext("getMe", .page(status: 502)) }
        try await deliver(bench, postman, rounds: 5)
        #expect(telegram.server.botMessages(in: 22).count == 1)
        try await deliver(bench, postman)
        #expect(telegram.server.botMessages(in: 22).count == 2)
        #expect(try await states(bench) == [.sent])
    }

    @Test("sends refused entities as plain text once, then gives up and tells an owner")
    func entities() async throws {
        let (bench, telegram) = try await scene()
        try await enqueue(bench, ["<b>broken &amp; open", "<b>whole</b>"])
        try await deliver(bench, postman(bench, telegram.client()))
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["broken & open", "whole"])
        #expect(telegram.server.botMessages(in: 22).map(\.isHTML) == [false, true])
        for _ in 0..<2 { telegram.server.failNext("sendMessage", .refused(code: 400, description: "Bad Request: can't parse entities: x")) }
        try await enqueue(bench, ["<i>again</i>"])
        try await deliver(bench, postman(bench, telegram.client()))
        #expect(telegram.server.botMessages(in: 22).count == 2)
        let notes = telegram.server.botMessages(in: Bench.owner).map(\.text)
        #expect(notes.count == 1 && notes[0].contains("22") && notes[0].contains("can't parse entities"))
    }

    @Test("gives a refused message up at once, and goes on with the next")
    func dead() async throws {
        let (bench, telegram) = try await scene()
        telegram.server.failNext("sendMessage", .refused(code: 400, description: "Bad Request: message is too long"))
        try await enqueue(bench, ["one"])
        try await enqueue(bench, ["two"])
        try await deliver(bench, postman(bench, telegram.client()))
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["two"])
        #expect(telegram.server.botMessages(in: Bench.owner).count == 1)
        #expect(telegram.server.calls(of: "sendMessage") == 3)
    }

    @Test("pauses a chat that blocked the bot; what waits there is given up")
    func blocked() async throws {
        let (bench, telegram) = try await scene()
        telegram.server.admitBot(false, to: 22, by: victor)
        try await enqueue(bench, ["one", "two"], slot: "17:15")
        try await enqueue(bench, ["other"], to: ChatAddress(chat: Bench.owner))
        try await deliver(bench, postman(bench, telegram.client()))
        let chats = try await bench.history.read { try $0.chats() }
        #expect(chats.map { $0.pausedAt != nil } == [false, true])
        #expect(telegram.server.botMessages(in: Bench.owner).map(\.text) == ["other"])
        #expect(try await states(bench) == [.dead, .dead, .sent])
        #expect(try await bench.history.read { try $0.lastReportEnd(ChatAddress(chat: 22)) } == nil)
    }

    @Test("follows a group that became a supergroup, with everything that waits")
    func migration() async throws {
        let (bench, telegram) = try await scene()
        telegram.server.open(SimulatedChat(id: -500, kind: .group, title: "Buyers"))
        telegram.server.migrate(-500, to: -100_500)
        try await bench.history.write { transaction in
            let address = ChatAddress(chat: -500)
            try transaction.save(KnownChat(address: address, kind: .group, title: "x", isSubscribed: true, subscribedAt: Bench.start))
        }
        try await enqueue(bench, ["one", "two"], to: ChatAddress(chat: -500), slot: "17:15")
        try await deliver(bench, postman(bench, telegram.client()))
        #expect(telegram.server.botMessages(in: -100_500).map(\.text) == ["one", "two"])
        #expect(try await bench.history.read { try $0.chats() }.map(\.address.chat).contains(-100_500))
        #expect(try await bench.history.read { try $0.lastReportEnd(ChatAddress(chat: -100_500)) } == Bench.start)
    }

    @Test("takes an edit that changes nothing, or that nobody can make any more, as done")
    func edits() async throws {
        let (bench, telegram) = try await scene()
        try await enqueue(bench, ["text"], kind: .answer)
        try await deliver(bench, postman(bench, telegram.client()))
        try await enqueue(bench, ["text"], kind: .edit, editOf: 1)
        try await enqueue(bench, ["new"], kind: .edit, editOf: 1)
        try await enqueue(bench, ["x"], kind: .edit, editOf: 77)
        try await deliver(bench, postman(bench, telegram.client()))
        #expect(try await states(bench) == [.sent, .sent, .sent, .sent])
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["new"])
    }

    @Test("does not send what is not waiting any more")
    func taken() async throws {
        let (bench, telegram) = try await scene()
        try await enqueue(bench, ["once"])
        let row = try #require(try await bench.history.read { try $0.due(bot: Bench.bot, at: Bench.start).first })
        let postman = try postman(bench, telegram.client())
        _ = try await postman.send(row)
        _ = try await postman.send(row)
        #expect(telegram.server.botMessages(in: 22).count == 1)
    }
}
