import Domain
import GRDB
import History
import Testing

@Suite("Work that outlives a restart")
struct WorkTests {
    @Test("is taken in order, waits when it failed, and is given up when it ends the program again and again")
    func jobs() async throws {
        let history = try Scratch().open()
        try await history.write { transaction in
            let ids = try ["poll", "chart"].map { try transaction.addJob(kind: $0, payload: "{}", at: at(10)) }
            #expect(try transaction.takeJob(at: at(9)) == nil)
            #expect(try transaction.takeJob(at: at(10)) == Job(id: ids[0], kind: "poll", payload: "{}", attempts: 1, createdAt: at(10)))
            #expect(try transaction.takeJob(at: at(10))?.kind == "chart")
            #expect(try transaction.takeJob(at: at(10)) == nil)
            try transaction.failJob(ids[0], error: "e", at: at(11), retryAt: at(50))
            #expect(try transaction.snapshot.nextJobDue() == at(50))
            try transaction.recoverJobs(attempts: 2, at: at(12))
            #expect(try transaction.takeJob(at: at(13))?.attempts == 2)
            try transaction.recoverJobs(attempts: 2, at: at(14))
            #expect(try transaction.takeJob(at: at(15)) == nil, "the chart was begun twice")
            #expect(try transaction.takeJob(at: at(50))?.id == ids[0])
            try transaction.finishJob(ids[0], at: at(51))
            #expect(try transaction.pruneJobs(finishedBy: at(50)) == 1)
            #expect(try transaction.pruneJobs(finishedBy: at(51)) == 1)
        }
    }

    @Test("is wished for by another process beside the daemon, and answered once")
    func wishes() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        let id = try History.leaveWish(path: scratch.path, kind: "poll", payload: "{}", at: at(5))
        let open = try await history.read { try $0.openWishes() }
        #expect(open == [Wish(id: id, kind: "poll", payload: "{}", createdAt: at(5), outcome: nil)])
        try await history.write { transaction in
            try transaction.settleWish(id, outcome: "done", at: at(6))
            try transaction.settleWish(id, outcome: "again", at: at(7))
        }
        #expect(try await history.read { try $0.openWishes() } == [])
        #expect(try await History.openReadOnly(path: scratch.path).read { try $0.wish(id)?.outcome } == "done")
        for name in ["balance.db-wal", "balance.db-shm"] { #expect(scratch.mode(name) == 0o640) }
    }

    @Test("remembers how far each bot's updates were handled")
    func offsets() async throws {
        let history = try Scratch().open()
        try await history.write { transaction in
            try transaction.setUpdateOffset(bot: 1, next: 10, at: at(5))
            try transaction.setUpdateOffset(bot: 1, next: 11, at: at(6))
            try transaction.setUpdateOffset(bot: 2, next: 7, at: at(7))
        }
        let offsets = try await history.read { snapshot in try [1, 2, 3].map { try snapshot.updateOffset(bot: $0) } }
        #expect(offsets.map { $0?.next } == [11, 7, nil] && offsets.map { $0?.heardAt } == [at(6), at(7), nil])
    }

    @Test("fills the days, moves those that another zone has moved, and keeps none of the former zone beside them")
    func days() async throws {
        let history = try Scratch().open()
        let days = [
            ReportDay(date: "2026-11-21", startsAt: at(0), endsAt: at(100)),
            ReportDay(date: "2026-11-22", startsAt: at(100), endsAt: at(200)),
        ]
        try await history.write { try $0.fillDays(days) }
        #expect(try await history.read { try $0.days() } == days)
        // A zone further west: its first day began a date earlier.
        let moved = [
            ReportDay(date: "2026-11-20", startsAt: at(10), endsAt: at(110)),
            ReportDay(date: "2026-11-21", startsAt: at(110), endsAt: at(200)),
        ]
        try await history.write { transaction in
            try transaction.deleteDays(before: "2026-11-20", after: "2026-11-21")
            try transaction.fillDays(moved)
        }
        #expect(try await history.read { try $0.days() } == moved)
    }
}

@Suite("The database of login sessions")
struct SessionDatabaseTests {
    @Test("keeps a session until it expires or is refused, for its owner's eyes alone")
    func sessions() async throws {
        let scratch = try Scratch()
        let path = scratch.directory + "/session.db"
        let database = try SessionDatabase.open(path: path)
        let state = Secret(#"{"token":"canary-5512"}"#)
        try await database.keep(Secret("{}"), of: "a", expiresAt: nil)
        try await database.keep(state, of: "a", expiresAt: at(100))
        #expect(try await database.session(of: "a", at: at(99)) == state)
        #expect(try await database.session(of: "a", at: at(100)) == nil)
        #expect(try await database.session(of: "b", at: at(1)) == nil)
        #expect(try await SessionDatabase.open(path: path).session(of: "a", at: at(99)) == state)
        #expect(scratch.mode("session.db") == 0o600)
        #expect(try scratch.bytes("session.db").contains("canary-5512".utf8))
        try await database.forget("a")
        #expect(try await database.session(of: "a", at: at(99)) == nil)
        #expect(try !scratch.bytes("session.db").contains("canary-5512".utf8), "what is forgotten is gone from the file")
    }
}
