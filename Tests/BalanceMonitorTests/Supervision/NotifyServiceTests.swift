import Domain
import Logging
import Synchronization
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("Answers to the service manager") struct NotifyServiceTests {
    private let socket: NotificationSocket
    private let now = Shared(SuspendingClock.now)

    init() throws {
        socket = try NotificationSocket()
    }

    private func service(_ pulse: Pulse, watchdog: Bool = true, log: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        throws
        -> NotifyService
    {
        let environment = ["NOTIFY_SOCKET": socket.path].merging(watchdog ? ["WATCHDOG_USEC": "2000000"] : [:]) { $1 }
        return NotifyService(
            notifier: try #require(Notifier(environment: environment)), pulse: pulse,
            status: {
                StatusLine(accounts: 2, view: CollectorState.View(), nextReport: nil, service: nil, zone: nil, now: Bench.start)
            }, time: .system, log: log)
    }

    private func pulse(_ expected: Set<Liveness.Loop>) -> Pulse { Pulse(expected: expected) { [now] in now.read { $0 } } }

    private func said(_ service: NotifyService, _ turn: inout NotifyService.Turn) -> [String] {
        service.step(&turn)
        return socket.messages().flatMap { $0 }
    }

    @Test("call the daemon ready when every loop has begun, and once")
    func ready() throws {
        let pulse = pulse([.collector, .updates])
        let service = try service(pulse, watchdog: false)
        var turn = NotifyService.Turn()
        #expect(said(service, &turn) == ["STATUS=2 accounts, no sweep yet, no bot token"])
        pulse.beat(.collector, again: .zero)
        #expect(said(service, &turn) == [])
        pulse.beat(.updates, again: .zero)
        #expect(said(service, &turn) == ["READY=1"])
        #expect(said(service, &turn) == [])
    }

    @Test("feed the watchdog while every loop moves, and not while one does not, which the log names once")
    func stuck() throws {
        let lines = Shared<[String]>([])
        let output = LogOutput(level: .info, redaction: Redaction(), underJournal: false) { line in lines.update { $0.append(line) } }
        let pulse = pulse([.collector, .updates])
        let service = try service(pulse, log: Logger(label: "test") { _ in output })
        var turn = NotifyService.Turn(isReady: true, words: "2 accounts, no sweep yet, no bot token")
        pulse.beat(.updates, again: .seconds(35))
        pulse.beat(.collector, again: .seconds(300))
        #expect(said(service, &turn) == ["WATCHDOG=1"])
        now.update { $0 += .seconds(96) }
        for _ in 0..<3 { #expect(said(service, &turn) == []) }
        #expect(lines.read { $0 } == lines.read { $0.filter { $0.contains("parts=updates") } })
        #expect(lines.read(\.count) == 1)
        pulse.beat(.updates, again: .zero)
        #expect(said(service, &turn) == ["WATCHDOG=1"])
    }

    @Test("end with the news that it stops")
    func stopping() async throws {
        let pulse = pulse([])
        let service = try service(pulse)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            _ = try await socket.messages(until: "READY=1")
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(socket.messages().last == ["STOPPING=1", "STATUS=Stopping"])
    }
}
