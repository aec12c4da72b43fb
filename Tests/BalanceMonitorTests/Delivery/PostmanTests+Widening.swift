import Domain
import History
import Simulator
import TestSupport
import Testing

@testable import BalanceMonitor

extension PostmanTests {
    @Test("sends a report with the time of the refused one before it, in as many parts as that takes")
    func widened() async throws {
        let (bench, telegram) = try await scene()
        let chat = ChatAddress(chat: 22)
        telegram.server.failNext("sendMessage", .refused(code: 400, description: "Bad Request: nonsense"))
        let ends = [Bench.start - 86_400, Bench.start - 3600, Bench.start]
        try await bench.history.write { transaction in
            for (index, text) in [["gone"], ["one", "two", "three"]].enumerated() {
                let slot = try transaction.claim(
                    ReportSlot(chat: chat, date: "2026-11-22", time: ["10:15", "15:00"][index]),
                    window: Window(from: ends[index], until: ends[index + 1]))
                try transaction.enqueue(
                    OutgoingMessage(
                        bot: Bench.bot, chat: chat, kind: .report, parts: text.map { .init(text: $0) }, slot: slot,
                        createdAt: ends[index + 1]))
            }
        }
        var postman = try postman(bench, telegram.client())
        postman.widening = ReportWidening(zones: bench.zones, state: CollectorState())
        try await deliver(bench, postman)
        let messages = telegram.server.botMessages(in: 22).map(\.text)
        #expect(messages.count == 1 && messages[0].hasPrefix("📊 Report 15:00 · Sun, 22 November\nSpend since 15:00 yesterday (24 h)"))
        #expect(try await bench.history.read { try $0.lastReportEnd(chat) } == Bench.start)
        #expect(try await bench.history.read { try $0.outbox(in: .queued, limit: 9).filter { $0.kind == .report } } == [])
    }
}
