import Domain
import History
import Testing

@Suite("People and chats")
struct PeopleTests {
    static let hash = String(repeating: "a", count: 64)

    @Test("come in by an invitation once, before it expires, and never lose a greater role by it")
    func invites() async throws {
        let history = try Scratch().open()
        try await history.write { transaction in
            func redeem(_ id: Int64, at now: Int64, hash: String = Self.hash) throws -> Role? {
                try transaction.redeemInvite(hash: hash, by: id, name: "M", language: "ru", at: at(now))?.role
            }
            try transaction.save(Person(id: 1, role: .owner, name: "A", addedAt: at(1)))
            try transaction.addInvite(hash: Self.hash, role: .analyst, by: 1, at: at(10), expires: at(20))
            #expect(try redeem(2, at: 20) == nil, "expired")
            #expect(try redeem(2, at: 15, hash: String(repeating: "b", count: 64)) == nil, "unknown")
            #expect(try redeem(1, at: 15) == .owner, "keeps what he has, and the invitation too")
            #expect(try redeem(2, at: 15) == .analyst)
            #expect(try redeem(3, at: 16) == nil, "used")
            #expect(try transaction.revoke(2, at: at(17)))
            #expect(try !transaction.revoke(2, at: at(18)) && !transaction.revoke(9, at: at(18)))
            #expect(try transaction.snapshot.person(2)?.revokedAt == at(17))
            try transaction.addInvite(hash: String(repeating: "c", count: 64), role: .viewer, by: 1, at: at(20), expires: at(30))
            #expect(try redeem(2, at: 25, hash: String(repeating: "c", count: 64)) == .viewer)
            #expect(try transaction.snapshot.people().map(\.revokedAt) == [nil, nil])
        }
        #expect(try await history.read { try $0.person(77) } == nil)
    }

    static let full = KnownChat(
        address: ChatAddress(chat: -1, topic: 3), kind: .group, title: "Медиа", isSubscribed: true, subscribedAt: at(5), language: "ru",
        timezone: "Europe/Moscow", times: ["10:15", "17:15"], quiet: "23:00-08:00", filter: #"{"tags":["a"]}"#, levels: "{}")

    @Test("keep their settings, topic by topic")
    func chats() async throws {
        let history = try Scratch().open()
        var bare = KnownChat(address: ChatAddress(chat: -1), kind: .group, title: "Медиа")
        try await history.write { [bare] in
            try $0.save(bare)
            try $0.save(Self.full)
        }
        #expect(try await history.read { try $0.chats() } == [bare, Self.full])
        bare.times = []
        bare.title = "B"
        try await history.write { [bare] in try $0.save(bare) }
        #expect(try await history.read { try $0.chat(ChatAddress(chat: -1)) } == bare)
    }

    @Test("pause together when nothing can be sent there, what waits is dead, and one word revives them")
    func pause() async throws {
        let history = try Scratch().open()
        let slot = ReportSlot(chat: Self.full.address, date: "2026-11-22", time: "10:15")
        try await history.write { try $0.save(Self.full) }
        _ = try await SlotTests.report(history, slot, from: 0, until: 10)
        try await history.write { try $0.pauseChat(-1, reason: "403", at: at(20)) }
        let paused = try await history.read { try $0.chat(Self.full.address) }
        #expect(paused?.pausedReason == "403" && paused?.pausedAt == at(20) && paused?.isSubscribed == true)
        #expect(try await history.read { try $0.state(of: slot) } == .dead)
        #expect(try await history.read { try $0.lastReportEnd(slot.chat) } == nil)
        try await history.write { try $0.reviveChat(-1) }
        #expect(try await history.read { try $0.chat(Self.full.address) } == Self.full)
    }

    @Test("move with everything they have when a group becomes a supergroup, merged with what is there", arguments: [false, true])
    func migration(isKnown: Bool) async throws {
        let history = try Scratch().open()
        let target = ChatAddress(chat: -100, topic: 3)
        let slots = ["2026-11-21", "2026-11-22"].map { ReportSlot(chat: Self.full.address, date: $0, time: "10:15") }
        try await history.write { try $0.save(Self.full) }
        for (slot, end) in zip(slots, [10, 20] as [Int64]) { _ = try await SlotTests.report(history, slot, from: end - 10, until: end) }
        if isKnown {
            try await history.write { transaction in
                try transaction.save(KnownChat(address: target, kind: .supergroup, title: "New", language: "en"))
                try transaction.skip(ReportSlot(chat: target, date: "2026-11-22", time: "10:15"))
                try transaction.setAlertState(AlertKey(kind: "low", subject: "wallet:1", chat: target), to: "new", at: at(1))
            }
        }
        try await history.write { transaction in
            try transaction.setAlertState(AlertKey(kind: "low", subject: "wallet:1", chat: Self.full.address), to: "old", at: at(1))
            try transaction.enqueue(OutboxTests.message("edit", chat: -1, kind: .edit, editOf: 4))
            try transaction.migrateChat(from: -1, to: -100, at: at(30))
            try transaction.migrateChat(from: -1, to: -100, at: at(30))
        }
        let (chats, alerts, due, dead) = try await history.read {
            (try $0.chats(), try $0.alertStates(), try $0.due(bot: 42, at: at(99)), try $0.outbox(in: .dead, limit: 9))
        }
        var expected = Self.full
        expected.address = target
        expected.kind = .supergroup
        if isKnown { (expected.title, expected.language) = ("New", "en") }
        #expect(chats == [expected])
        #expect(alerts == [AlertKey(kind: "low", subject: "wallet:1", chat: target): isKnown ? "new" : "old"])
        #expect(due.map(\.chat) == [target] && dead.map(\.kind) == [.edit] && due.first?.replyTo == nil)
        #expect(try await history.read { try $0.lastReportEnd(target) } == at(isKnown ? 10 : 20))
        #expect(try await history.read { try $0.damage() } == [])
    }

    @Test("have alerts whose states are kept, replaced and forgotten")
    func alerts() async throws {
        let history = try Scratch().open()
        let key = AlertKey(kind: "low", subject: "wallet:1", chat: Self.full.address)
        let other = AlertKey(kind: "low", subject: "wallet:1", chat: ChatAddress(chat: -1))
        try await history.write { transaction in
            try transaction.setAlertState(key, to: "{}", at: at(1))
            try transaction.setAlertState(key, to: "{\"level\":1}", at: at(2))
            try transaction.setAlertState(other, to: "{}", at: at(2))
            try transaction.setAlertState(other, to: nil, at: at(3))
        }
        #expect(try await history.read { try $0.alertStates() } == [key: "{\"level\":1}"])
    }
}
