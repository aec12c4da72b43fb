import Domain
import History
import Testing

@Suite("A report's slot")
struct SlotTests {
    static let chat = ChatAddress(chat: -100, topic: 7)
    static let bot: Int64 = 42

    static func slot(_ date: String = "2026-11-22", _ time: String = "10:15", chat: ChatAddress = chat) -> ReportSlot {
        ReportSlot(chat: chat, date: date, time: time)
    }

    /// Claims a slot and enqueues its parts, as the bot does: in one transaction.
    static func report(_ history: History, _ slot: ReportSlot, from: Int64, until: Int64, parts: Int = 1) async throws -> [OutboxID]? {
        try await history.write { transaction in
            guard let id = try transaction.claim(slot, window: Window(from: at(from), until: at(until))) else { return nil }
            return try transaction.enqueue(
                OutgoingMessage(
                    bot: bot, chat: slot.chat, kind: .report, parts: (1...parts).map { .init(text: "part \($0)") }, slot: id,
                    createdAt: at(until)))
        }
    }

    @Test("is taken once, whoever asks again; another chat, topic, date or time is another slot")
    func unique() async throws {
        let history = try Scratch().open()
        #expect(try await Self.report(history, Self.slot(), from: 0, until: 10)?.count == 1)
        #expect(try await Self.report(history, Self.slot(), from: 0, until: 11) == nil)
        for other in [
            Self.slot("2026-11-23"), Self.slot("2026-11-22", "17:15"), Self.slot(chat: ChatAddress(chat: -100)),
            Self.slot(chat: ChatAddress(chat: 5)),
        ] {
            #expect(try await Self.report(history, other, from: 0, until: 12)?.count == 1)
        }
        try await history.write { try $0.skip(Self.slot()) }
        #expect(try await history.read { try $0.state(of: Self.slot()) } == .queued)
        #expect(try await history.read { try $0.state(of: Self.slot("2026-11-30")) } == nil)
    }

    @Test("that was skipped stays so, and is named until a report goes out")
    func skipped() async throws {
        let history = try Scratch().open()
        _ = try await Self.report(history, Self.slot("2026-11-19"), from: 0, until: 10)
        let missed = [Self.slot("2026-11-20"), Self.slot("2026-11-20", "17:15"), Self.slot("2026-11-21")]
        try await history.write { transaction in
            for slot in missed { try transaction.skip(slot) }
        }
        #expect(try await Self.report(history, missed[0], from: 10, until: 20) == nil)
        #expect(try await history.read { try $0.skippedSlots(Self.chat) } == missed)
        #expect(try await history.read { try $0.lastReportEnd(Self.chat) } == at(10))
        _ = try await Self.report(history, Self.slot(), from: 10, until: 20)
        #expect(try await history.read { try $0.skippedSlots(Self.chat) } == [])
    }

    /// What happens to the parts of a report, in order of its parts.
    enum Fate { case sent, unknown, unknownTwice, refused, refusedRepeat, waiting }

    @Test(
        "follows its messages, and the next report begins where the last delivered one ended",
        arguments: [
            ([.waiting], .queued, 20), ([.sent], .sent, 20), ([.refused], .dead, nil), ([.unknown], .queued, 20),
            ([.unknownTwice], .unknown, 20),
            ([.refusedRepeat], .unknown, 20), ([.sent, .waiting], .queued, 20), ([.sent, .refused], .sent, 20),
            ([.sent, .unknownTwice], .unknown, 20),
            ([.refused, .refused], .dead, nil),
        ] as [([Fate], ReportSlot.State, Int64?)])
    func follows(fates: [Fate], state: ReportSlot.State, end: Int64?) async throws {
        let history = try Scratch().open()
        let ids = try #require(try await Self.report(history, Self.slot(), from: 0, until: 20, parts: fates.count))
        for (id, fate) in zip(ids, fates) {
            try await history.write { transaction in
                guard fate != .waiting else { return }
                #expect(try transaction.markSending(id, at: at(30)))
                switch fate {
                case .sent: try transaction.markSent(id, messageID: 9, at: at(31))
                case .refused: try transaction.markDead(id, at: at(31), error: "400")
                case .unknown, .unknownTwice, .refusedRepeat:
                    try transaction.markUnknown(id, at: at(31), error: "timeout")
                    guard fate != .unknown else { return }
                    #expect(try transaction.markSending(id, at: at(40)))
                    if fate == .unknownTwice { try transaction.markUnknown(id, at: at(41), error: "timeout") }
                    if fate == .refusedRepeat { try transaction.markDead(id, at: at(41), error: "403") }
                case .waiting: return
                }
            }
        }
        #expect(try await history.read { try $0.state(of: Self.slot()) } == state)
        #expect(try await history.read { try $0.lastReportEnd(Self.chat) } == end.map(at))
        #expect(try await history.read { try $0.lastReportEnd(ChatAddress(chat: -100)) } == nil)
    }
}
