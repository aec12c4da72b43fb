import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

/// Slots of the bench's day, Sunday 2026-11-22; the clock starts at 15:00 in Moscow.
@Suite("A scheduled report") struct SlotReportTests {
    private let chat = ChatAddress(chat: 22, topic: nil)
    /// 17:15 that day, and 10:15 the next.
    private let evening = Bench.start + 8100
    private let morning = Bench.start + 8100 + 17 * 3600

    private func known(_ bench: Bench, change: (inout KnownChat) -> Void = { _ in }) -> KnownChat {
        var known = KnownChat(address: chat, kind: .private, title: "Victor", isSubscribed: true, subscribedAt: Bench.start)
        change(&known)
        return known
    }

    /// Enqueues what is due at `now`; returns the messages that came of it.
    private func enqueue(_ bench: Bench, at now: Instant, _ change: (inout KnownChat) -> Void = { _ in }) async throws -> [OutboxRow] {
        let installation = try bench.installation()
        guard let subscription = Subscription(known(bench, change: change), configuration: installation.configuration, zones: bench.zones)
        else { return [] }
        let report = SlotReport(
            subscription: subscription, installation: installation, view: CollectorState.View(), bot: Bench.bot, now: now)
        let before = try await bench.history.read { Set(try $0.outbox(in: .queued, limit: 99).map(\.id)) }
        let chat = chat
        while try await bench.history.write({ transaction in
            try report.enqueue(subscription.due(now: now, newest: transaction.snapshot.newestSlot(of: chat)), in: transaction)
        }) {}
        return try await bench.history.read { try $0.outbox(in: .queued, limit: 99).filter { !before.contains($0.id) } }
    }

    private func text(_ rows: [OutboxRow]) -> String {
        rows.map { HTMLText.plain(from: $0.content.text) }.joined(separator: "\n")
    }

    @Test("is made once, covers a day the first time, and then goes on where the last one ended")
    func windows() async throws {
        let bench = try Bench()
        #expect(try await enqueue(bench, at: evening - 1).isEmpty)
        let first = try await enqueue(bench, at: evening + 3)
        #expect(text(first).hasPrefix("📊 Отчёт 17:15 · вс, 22 ноября\nСписания с 17:15 вчера (24 ч)\n"))
        #expect(first.allSatisfy { $0.slot != nil && $0.kind == .report })
        #expect(try await enqueue(bench, at: evening + 4).isEmpty)
        let end = try await bench.history.read { [chat] in try $0.lastReportEnd(chat) }
        #expect(end == evening + 3)
        let second = try await enqueue(bench, at: morning + 1)
        #expect(text(second).hasPrefix("📊 Отчёт 10:15 · пн, 23 ноября\nСписания с 17:15 вчера (17 ч)\n"))
        #expect(!text(second).contains("пропущ") && !text(second).contains("выключено"))
    }

    @Test("leaves nothing out and counts nothing twice")
    func adjoins() async throws {
        let bench = try Bench(accounts: [Bench.account("alpha", title: "Alpha")])
        let ledger = try await LedgerBench(bench)
        var spent: [Money] = []
        try await ledger.sweep(0, ["alpha": .usd("1000")])
        for (index, balance) in ["990", "975", "955", "930"].enumerated() {
            let offset = Int64(index) * 3600 + 8100
            // Sent before the report, stored after it.
            _ = try await enqueue(bench, at: Bench.start + offset) { $0.times = ["17:15", "18:15", "19:15", "20:15"] }
            try await ledger.sweep(offset + 2, ["alpha": .usd(balance)], sent: offset - 5)
        }
        let ends = (0..<4).map { Bench.start + 8100 + Int64($0) * 3600 } + [Bench.start + 30_000]
        for (from, until) in zip([Bench.start] + ends, ends) {
            spent += try await bench.history.read { try $0.windows(Window(from: from, until: until)) }.map(\.spend)
        }
        #expect(spent == ["0", "10", "15", "20", "25"].map(dollars))
    }

    @Test("says that it is late, from five minutes on", arguments: [(Int64(299), false), (300, true), (1560, true)])
    func late(seconds: Int64, isLate: Bool) async throws {
        let delayed = text(try await enqueue(Bench(), at: evening + seconds))
        #expect(delayed.contains("отчёт за 17:15 задержан, отправлен в") == isLate)
        let evening = evening
        let reasons = [
            ("off", "устройство было выключено"), ("stopped", "служба была остановлена"), ("unheard of", "устройство было выключено"),
        ]
        for (reason, words) in reasons {
            let bench = try Bench()
            try await bench.history.write { try $0.openGap(Gap(account: nil, from: evening - 600, until: evening + 200, reason: reason)) }
            let off = text(try await enqueue(bench, at: evening + seconds))
            #expect(off.contains("отчёт за 17:15, отправлен в") == isLate)
            if seconds == 1560 { #expect(off.replacing("\n ", with: "").contains("отправлен в 17:41: \(words)")) }
        }
    }

    @Test("names those that were skipped, and only once")
    func skipped() async throws {
        let bench = try Bench()
        let three = try await enqueue(bench, at: evening + 3 * 43_200 + 7 * 3600)
        #expect(text(three).contains("⚠️ пропущены 3 отчёта с 22 ноября"))
        #expect(text(three).contains("Отчёт 10:15 · вт, 24 ноября"))
        #expect(!text(try await enqueue(bench, at: evening + 2 * 86_400)).contains("пропущ"))
    }

    @Test("is owed to nobody who is not subscribed, who paused, or whose zone is gone")
    func nobody() async throws {
        let bench = try Bench()
        let evening = evening
        let changes: [(inout KnownChat) -> Void] = [
            { $0.isSubscribed = false }, { $0.pausedAt = Bench.start }, { $0.timezone = "Mars/Olympus" }, { $0.times = [] },
            { $0.subscribedAt = evening },
        ]
        for change in changes {
            let rows = try await enqueue(bench, at: evening, change)
            #expect(rows.isEmpty)
        }
    }

    @Test("owes nothing for the time before a chat was revived")
    func revived() async throws {
        let bench = try Bench()
        _ = try await enqueue(bench, at: evening)
        let revivedAt = evening + 5 * 86_400 + 60
        let early = try await enqueue(bench, at: revivedAt + 60) { $0.subscribedAt = revivedAt }
        #expect(early.isEmpty)
        let next = try await enqueue(bench, at: morning + 5 * 86_400) { $0.subscribedAt = revivedAt }
        #expect(text(next).contains("Списания с 17:15 22 ноября"))
        #expect(!text(next).contains("пропущ"))
    }

    @Test("covers the time of one that was refused")
    func dead() async throws {
        let bench = try Bench()
        let first = try await enqueue(bench, at: evening)
        try await bench.history.write { transaction in
            for row in first { try transaction.markDead(row.id, at: evening, error: "refused") }
        }
        let second = try await enqueue(bench, at: morning)
        #expect(text(second).contains("Списания с 10:15 вчера (24 ч)"))
    }

    /// What the postman does with a report just before it sends it.
    private func widen(_ bench: Bench, _ rows: [OutboxRow]) async throws -> [OutboxRow] {
        let (installation, slot) = (try bench.installation(), try #require(rows.first?.slot))
        let widening = ReportWidening(zones: bench.zones, state: CollectorState())
        return try await bench.history.write { transaction in
            try widening.widen(slot, bot: Bench.bot, installation: installation, in: transaction)
            return try transaction.snapshot.outbox(in: .queued, limit: 99).filter { $0.slot == slot }.sorted { $0.id < $1.id }
        }
    }

    @Test("that waits takes over the time of the ones before it that were refused after it was made")
    func refusedLater() async throws {
        let bench = try Bench(accounts: [Bench.account("alpha", title: "Alpha")])
        let ledger = try await LedgerBench(bench)
        let known = known(bench)
        try await bench.history.write { try $0.save(known) }
        try await ledger.sweep(0, ["alpha": .usd("1000")])
        var reports: [[OutboxRow]] = []
        for (number, balance) in ["990", "975", "955"].enumerated() {
            let offset = [8100, 8100 + 17 * 3600, 8100 + 24 * 3600][number]
            try await ledger.sweep(Int64(offset) - 60, ["alpha": .usd(balance)])
            reports.append(try await enqueue(bench, at: Bench.start + Int64(offset)))
        }
        #expect(text(reports[2]).contains("20,00"))
        #expect(try await widen(bench, reports[2]) == reports[2], "as long as the others wait too, it is as it should be")
        for index in [0, 1] {
            let dead = reports[index].map(\.id)
            try await bench.history.write { transaction in
                for id in dead { try transaction.markDead(id, at: evening, error: "refused") }
            }
        }
        // A sweep after it was made is not its matter.
        try await ledger.sweep(8100 + 25 * 3600, ["alpha": .usd("900")])
        let widened = try await widen(bench, reports[2])
        #expect(text(widened).contains("📊 Отчёт 17:15 · пн, 23 ноября\nСписания с 17:15 21 ноября (2 дня)"))
        #expect(text(widened).contains("списано      45,00") && !text(widened).contains("выключено"))
        #expect(widened.map(\.id) == reports[2].map(\.id))
        let again = try await widen(bench, reports[2])
        #expect(again == widened)
    }

    @Test("of which something was given to the network stays as it is")
    func refusedTooLate() async throws {
        let bench = try Bench(accounts: [Bench.account("alpha", title: "Alpha")])
        let known = known(bench)
        try await bench.history.write { try $0.save(known) }
        let (first, second) = (try await enqueue(bench, at: evening), try await enqueue(bench, at: morning))
        let slot = try #require(second.first?.slot)
        let widened = try await bench.history.write { transaction in
            for row in first { try transaction.markDead(row.id, at: morning, error: "refused") }
            #expect(try transaction.snapshot.widened(slot) != nil)
            _ = try transaction.markSending(second[0].id, at: morning)
            let sending = try transaction.snapshot.widened(slot)
            _ = try transaction.markUnknown(second[0].id, at: morning, error: "time-out")
            return [sending?.window, try transaction.snapshot.widened(slot)?.window]
        }
        #expect(widened == [nil, nil])
    }

    @Test("covers no time where the last one, made while the clock was ahead, ended later")
    func endedLater() async throws {
        let bench = try Bench()
        let (chat, end) = (chat, evening + 86_400)
        try await bench.history.write { transaction in
            let slot = ReportSlot(chat: chat, date: "2026-11-21", time: "10:15")
            _ = try transaction.claim(slot, window: Window(from: end - 86_400, until: end))
        }
        let rows = try await enqueue(bench, at: evening + 2) { $0.subscribedAt = Bench.start - 5 * 86_400 }
        #expect(text(rows).contains("Списания с 17:15 (меньше минуты)"), "\(text(rows))")
    }

    @Test("follows the chat's own language, zone, times and filter")
    func own() async throws {
        let bench = try Bench()
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        let rows = try await enqueue(bench, at: Bench.start + 3600) {
            ($0.language, $0.timezone, $0.times, $0.filter) = ("en", "Asia/Tokyo", ["22:00"], "beta")
        }
        #expect(text(rows).hasPrefix("📊 Report 22:00 · Sun, 22 November\n"))
        #expect(text(rows).contains("Beta") && !text(rows).contains("Alpha"))
        #expect(text(rows).contains("\nonly: Beta\n"))
    }
}
