import Domain
import History
import Testing

@testable import BalanceMonitor

@Suite("The line for systemctl status") struct StatusLineTests {
    private func line(accounts: Int = 14, _ view: CollectorState.View = .init(), next: Int64? = nil, _ service: ServiceStatus? = Self.fine)
        throws -> String
    {
        StatusLine(
            accounts: accounts, view: view, nextReport: next.map { Bench.start + $0 }, service: service,
            zone: try ZoneFiles().zone(named: "Europe/Moscow"), now: Bench.start
        ).text
    }

    private static let fine = ServiceStatus(startedAt: Bench.start, route: "direct")

    @Test("says how many accounts there are, when the last sweep was and when the next report is, in the reports' zone")
    func usual() throws {
        var view = CollectorState.View()
        #expect(try line(view) == "14 accounts, no sweep yet")
        view.lastSweep = Bench.start - 2
        #expect(try line(accounts: 1, view, next: 8100) == "1 account, last sweep 14:59:58, next report 17:15")
        view.lastSweep = Bench.start - 86_400
        #expect(try line(view, next: 86_400) == "14 accounts, last sweep 2026-11-21 15:00:00, next report 2026-11-23 15:00")
    }

    @Test("says what is wrong")
    func trouble() throws {
        var view = CollectorState.View()
        view.clockIsBelieved = false
        view.storageTrouble = "disk full"
        var service = Self.fine
        service.isSilent = true
        let trouble = "14 accounts, no sweep yet, the clock is not believed, so nothing is stored or sent, the history is not written, "
        #expect(try line(view, service) == trouble + "Telegram cannot be reached")
        service.hasConflict = true
        #expect(try line(view, service) == trouble + "another program receives the bot's updates")
        #expect(try line(view, nil) == trouble + "no bot token")
    }

    @Test("goes on without the rules of a zone")
    func zoneless() {
        var view = CollectorState.View()
        view.lastSweep = Bench.start
        let line = StatusLine(accounts: 2, view: view, nextReport: nil, service: Self.fine, zone: nil, now: Bench.start)
        #expect(line.text == "2 accounts, last sweep 2026-11-22T12:00:00Z")
    }
}
