import Domain
import Glibc
import History
import Logging
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The watch over the database's file") struct DatabaseFileMonitorTests {
    private struct Scene {
        let bench: Bench
        let state = CollectorState()
        let lines = Shared<[String]>([])
        let monitor: DatabaseFileMonitor

        init(language: String = "ru") async throws {
            bench = try Bench(config: "[report]\nlanguage = \"\(language)\"\n")
            let log = Logger(label: "test") { [lines] _ in
                LogOutput(level: .info, redaction: Redaction(), underJournal: false) { line in lines.update { $0.append(line) } }
            }
            monitor = DatabaseFileMonitor(
                installation: CurrentInstallation(try bench.installation()), history: bench.history, time: bench.time, state: state,
                bot: Bench.bot, bell: Bell(), log: log)
            try await bench.history.write { transaction in
                try transaction.save(
                    KnownChat(
                        address: ChatAddress(chat: Bench.owner), kind: .private, title: "x", isSubscribed: true, subscribedAt: Bench.start))
            }
        }

        func notes() async throws -> [String] {
            try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }.map(\.content.text)
        }
    }

    @Test("says nothing while it is in its place")
    func kept() async throws {
        let scene = try await Scene()
        var turn = DatabaseFileMonitor.Turn()
        for _ in 0..<3 { await scene.monitor.look(&turn) }
        #expect(scene.lines.read { $0 }.isEmpty && scene.state.value.savedCopy == nil)
        #expect(try await scene.notes().isEmpty)
    }

    @Test("saves a removed one, goes on in the copy, and tells log, status and owner what to do", arguments: ["ru", "en"])
    func removed(language: String) async throws {
        let scene = try await Scene(language: language)
        let path = scene.bench.history.path
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
        var turn = DatabaseFileMonitor.Turn()
        for _ in 0..<3 { await scene.monitor.look(&turn) }
        let copy = try #require(scene.state.value.savedCopy)
        #expect(copy == path + ".saved-20261122T120000Z" && scene.bench.history.path == copy)
        let lines = scene.lines.read { $0 }
        #expect(lines.count == 1 && lines[0].contains("balance-monitor restore \(copy)"), "\(lines)")
        let notes = try await scene.notes()
        #expect(notes.count == 1)
        #expect(notes[0].contains(language == "ru" ? "удалён или перемещён" : "removed or moved"))
        #expect(notes[0].contains("<code>sudo balance-monitor restore \(copy)</code>"))
        let status = StatusLine(
            accounts: 2, view: scene.state.value, nextReport: nil, service: nil, zone: nil, now: Bench.start)
        #expect(status.text.contains("the history is written to \(copy)"))
        #expect(access(path, F_OK) != 0)
    }

    @Test("says of a replaced one that nothing was written into the other file")
    func replaced() async throws {
        let scene = try await Scene()
        try scene.bench.folder.write("another's", to: "other")
        rename(scene.bench.folder.path + "/other", scene.bench.history.path)
        var turn = DatabaseFileMonitor.Turn()
        await scene.monitor.look(&turn)
        #expect(try await scene.notes().first?.contains("в чужой файл ничего не записано") == true)
    }

    @Test("says once that no copy could be saved, warns of a stop, and saves one as soon as it can")
    func unsaved() async throws {
        let scene = try await Scene()
        let away = scene.bench.folder.path + "-away"
        rename(scene.bench.folder.path, away)
        defer { rename(away, scene.bench.folder.path) }
        var turn = DatabaseFileMonitor.Turn()
        for _ in 0..<30 {
            await scene.monitor.look(&turn)
            scene.bench.clock.advance(bySeconds: 60)
        }
        #expect(scene.lines.read { $0 }.count { $0.contains("no copy could be saved") } == 1)
        #expect(try await scene.notes().count { $0.contains("Не останавливайте службу") } == 1)
        #expect(scene.state.value.savedCopy == nil)
        // The folder of the backups is there again, the database is not.
        #expect(mkdir(scene.bench.folder.path, 0o750) == 0 && mkdir(scene.bench.folder.path + "/backups", 0o750) == 0)
        for _ in 0..<11 {
            await scene.monitor.look(&turn)
            scene.bench.clock.advance(bySeconds: 60)
        }
        #expect(scene.state.value.savedCopy != nil)
        #expect(try await scene.notes().count == 2)
        try scene.bench.history.close()
        let copy = try #require(scene.state.value.savedCopy)
        for ending in ["", "-wal", "-shm"] { unlink(copy + ending) }
        rmdir(scene.bench.folder.path + "/backups")
        unlink(scene.bench.folder.path + "/balance.db.lock")
        rmdir(scene.bench.folder.path)
    }

    @Test("opens it again when its log was removed, and takes its lock again")
    func companions() async throws {
        let scene = try await Scene()
        let path = scene.bench.history.path
        for ending in ["-wal", "-shm", ".lock"] { unlink(path + ending) }
        var turn = DatabaseFileMonitor.Turn()
        for _ in 0..<2 { await scene.monitor.look(&turn) }
        let lines = scene.lines.read { $0 }
        #expect(
            lines.count == 2 && lines.contains { $0.contains("nothing is lost") } && lines.contains { $0.contains("lock file") }, "\(lines)"
        )
        #expect(scene.bench.history.place == .kept && scene.state.value.savedCopy == nil)
    }

    @Test("gives every loop time while all wait for the copy")
    func excuse() {
        let clock = Shared(SuspendingClock.now)
        let pulse = Pulse { clock.read { $0 } }
        pulse.beat(.collector, again: .zero)
        pulse.excuse(for: .seconds(600))
        clock.update { $0 += .seconds(599) }
        #expect(pulse.overdue.isEmpty)
        clock.update { $0 += .seconds(2) }
        #expect(pulse.overdue == [.collector])
    }
}
