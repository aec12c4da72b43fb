import Domain
import FoundationEssentials
import History
import Simulator
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

/// What Telegram refuses, sentence by sentence.
extension PostmanTests {
    private var noRights: TelegramFault {
        .refused(code: 400, description: "Bad Request: not enough rights to send text messages to the chat")
    }
    private var noThread: TelegramFault { .refused(code: 400, description: "Bad Request: message thread not found") }

    private func enqueueReport(_ bench: Bench, _ texts: [String], to chat: ChatAddress, slot: String, from: Int64, until: Int64)
        async throws
    {
        try await bench.history.write { transaction in
            let id = try transaction.claim(
                ReportSlot(chat: chat, date: "2026-11-22", time: slot), window: Window(from: Bench.start + from, until: Bench.start + until)
            )
            try transaction.enqueue(
                OutgoingMessage(
                    bot: Bench.bot, chat: chat, kind: .report, parts: texts.map { .init(text: $0) }, slot: id, createdAt: bench.clock.now))
        }
    }

    @Test("tells the owner at once of a chat that takes nothing, and tries it again at its next slot, which covers the missed report")
    func passingLossOfRights() async throws {
        let (bench, telegram) = try await scene()
        let (chat, postman) = (ChatAddress(chat: 22), try postman(bench, telegram.client()))
        try await enqueueReport(bench, ["first"], to: chat, slot: "09:00", from: -7200, until: -3600)
        try await deliver(bench, postman)
        telegram.server.fail("sendMessage", in: 22, noRights)
        try await enqueueReport(bench, ["one", "two"], to: chat, slot: "10:15", from: -3600, until: 0)
        try await deliver(bench, postman)
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["first"], "the rest of a refused report does not come alone")
        let notes = telegram.server.botMessages(in: Bench.owner).map(\.text)
        #expect(notes.count == 1 && notes[0].contains("22") && notes[0].contains("not enough rights"))
        let (known, end) = try await bench.history.read { (try $0.chat(chat), try $0.lastReportEnd(chat)) }
        #expect(known?.pausedAt == nil && known?.isSubscribed == true)
        #expect(end == Bench.start - 3600)
        try await enqueueReport(bench, ["next"], to: chat, slot: "17:15", from: -3600, until: 3600)
        try await deliver(bench, postman)
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["first", "next"])
    }

    @Test("tells the owner once of a chat that goes on refusing, and again after it took something")
    func refusalNotes() async throws {
        let (bench, telegram) = try await scene()
        let (chat, postman) = (ChatAddress(chat: 22), try postman(bench, telegram.client()))
        for (index, refusals) in [2, 1].enumerated() {
            telegram.server.fail("sendMessage", in: 22, noRights, count: refusals)
            for number in 0...refusals {
                try await enqueueReport(
                    bench, ["r"], to: chat, slot: "1\(index):0\(number)", from: Int64(number), until: Int64(number) + 1)
                try await deliver(bench, postman)
            }
        }
        #expect(telegram.server.botMessages(in: 22).count == 2)
        #expect(telegram.server.botMessages(in: Bench.owner).count == 2)
    }

    @Test("sends what a topic does not take into the chat itself, which says so, and tells the owner")
    func topicGone() async throws {
        let (bench, telegram) = try await scene()
        let (topic, other) = (ChatAddress(chat: -700, topic: 7), ChatAddress(chat: -700, topic: 6))
        telegram.server.open(SimulatedChat(id: -700, kind: .supergroup, title: "Forum", isForum: true))
        try await bench.history.write { transaction in
            for address in [topic, other] {
                try transaction.save(
                    KnownChat(address: address, kind: .supergroup, title: "Forum", isSubscribed: true, subscribedAt: Bench.start))
            }
        }
        telegram.server.fail("sendMessage", in: -700, noThread)
        try await enqueueReport(bench, ["one", "two"], to: topic, slot: "10:15", from: -3600, until: 0)
        try await enqueueReport(bench, ["three"], to: other, slot: "10:15", from: -3600, until: 0)
        let postman = try postman(bench, telegram.client())
        try await deliver(bench, postman)
        let messages = telegram.server.botMessages(in: -700)
        #expect(messages.map(\.text) == ["⚠️ тема недоступна, поэтому сообщение здесь\none", "two", "three"])
        #expect(messages.map(\.topic) == [nil, nil, 6])
        let notes = telegram.server.botMessages(in: Bench.owner).map(\.text)
        #expect(notes.count == 1 && notes[0].contains("-700") && notes[0].contains("message thread not found"))
        let (known, end) = try await bench.history.read { (try $0.chat(topic), try $0.lastReportEnd(topic)) }
        #expect(known?.pausedAt == nil, "the topic is tried again at its next slot")
        #expect(end == Bench.start)
        try await enqueueReport(bench, ["four"], to: topic, slot: "17:15", from: 0, until: 60)
        try await deliver(bench, postman)
        #expect(telegram.server.botMessages(in: -700).last?.topic == 7)
    }

    @Test("keeps what Telegram asks for to the second, for all that waits for the chat, and over a restart")
    func retryAfter() async throws {
        let (bench, telegram) = try await scene()
        telegram.server.limit(22, retryAfter: 90_000)
        try await enqueueReport(bench, ["one"], to: ChatAddress(chat: 22), slot: "10:15", from: -60, until: 0)
        try await enqueueReport(bench, ["two"], to: ChatAddress(chat: 22), slot: "10:16", from: 0, until: 1)
        try await deliver(bench, postman(bench, telegram.client()), rounds: 1)
        let rows = try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }
        #expect(rows.map { $0.notBefore - Bench.start } == [90_001, 90_001])
        #expect(try await bench.history.read { try $0.due(bot: Bench.bot, at: Bench.start + 90_000) }.isEmpty)
        try await deliver(bench, postman(bench, telegram.client()))
        #expect(telegram.server.botMessages(in: 22).map(\.text) == ["one", "two"])
    }
}
