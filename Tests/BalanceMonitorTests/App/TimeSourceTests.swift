import BalanceMonitor
import Domain
import Testing

@Suite("A clock") struct TimeSourceTests {
    @Test("of the machine knows when that was switched on, which is past and stays")
    func system() {
        let time = TimeSource.system
        let (bootedAt, now) = (time.bootedAt(), time.now())
        #expect(bootedAt < now)
        #expect(abs(time.bootedAt() - bootedAt) <= 1)
    }

    @Test("of a test is that of a machine which was switched on at its start, however fast it runs", arguments: [1, 1_000_000])
    func accelerated(rate: Int) {
        let start = Instant(seconds: 1_795_348_800)
        #expect(TimeSource.accelerated(from: start, rate: rate).bootedAt() == start)
    }
}
