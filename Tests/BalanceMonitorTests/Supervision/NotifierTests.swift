import Glibc
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("A notification") struct NotifierTests {
    @Test("is one datagram of lines")
    func datagram() throws {
        let socket = try NotificationSocket()
        let notifier = try #require(Notifier(environment: ["NOTIFY_SOCKET": socket.path]))
        #expect(notifier.send("READY=1", "STATUS=Grüße"))
        #expect(socket.messages() == [["READY=1", "STATUS=Grüße"]])
    }

    @Test("of a reload tells since when, by the clock of the manager")
    func reloading() throws {
        let socket = try NotificationSocket()
        try #require(Notifier(environment: ["NOTIFY_SOCKET": socket.path])).sayReloading()
        let lines = try #require(socket.messages().first)
        #expect(lines.first == "RELOADING=1")
        let said = try #require(lines.last.flatMap { Int64($0.dropFirst("MONOTONIC_USEC=".count)) })
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        #expect((Int64(now.tv_sec) * 1_000_000 - said).magnitude < 60_000_000)
    }

    @Test(
        "asks for a minute, and a second for each MiB of the database",
        arguments: [(nil, 60), (0, 60), (500 << 20, 560)] as [(Int64?, Int)])
    func time(bytes: Int64?, seconds: Int) throws {
        let socket = try NotificationSocket()
        try #require(Notifier(environment: ["NOTIFY_SOCKET": socket.path])).askForTime(toOpen: bytes)
        #expect(socket.messages().first?.last == "EXTEND_TIMEOUT_USEC=\(seconds)000000")
    }

    @Test(
        "is sent to nobody where nobody asked, or by a name that is no socket's",
        arguments: [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative"], ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)]])
    func nobody(environment: [String: String]) {
        #expect(Notifier(environment: environment) == nil)
    }

    @Test("that nobody takes is no trouble")
    func gone() throws {
        let path = try NotificationSocket().path
        #expect(try #require(Notifier(environment: ["NOTIFY_SOCKET": path])).send("READY=1") == false)
    }

    @Test(
        "feeds a watchdog only where one is set for this very process",
        arguments: [
            ([:], nil), (["WATCHDOG_USEC": "60000000"], 60), (["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "42"], 60),
            (["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "43"], nil), (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "x"], nil),
        ] as [([String: String], Int?)])
    func watchdog(environment: [String: String], seconds: Int?) throws {
        let notifier = try #require(Notifier(environment: environment.merging(["NOTIFY_SOCKET": "/x"]) { $1 }, process: 42))
        #expect(notifier.watchdog == seconds.map { .seconds($0) })
    }
}
