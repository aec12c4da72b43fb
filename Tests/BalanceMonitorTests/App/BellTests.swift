import BalanceMonitor
import Domain
import Testing

@Suite struct BellTests {
    /// A clock whose sleep ends by cancellation only, so that nothing but the bell can end a wait.
    private let endless = TimeSource(
        now: { Instant(seconds: 0) }, sleep: { _ in (try? await Task.sleep(for: .seconds(600))) != nil }, bootedAt: { Instant(seconds: 0) })

    @Test("keeps a ring for the next wait")
    func kept() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        #expect(await bell.wait(atMost: .seconds(1), time: endless))
    }

    @Test("wakes a waiter")
    func wakes() async {
        let bell = Bell()
        async let woken = bell.wait(atMost: .seconds(1), time: endless)
        bell.ring()
        #expect(await woken)
    }

    @Test("ends a wait when the task is cancelled, and says so")
    func cancelled() async {
        let bell = Bell()
        let waiting = Task { await bell.wait(atMost: .seconds(1), time: endless) }
        waiting.cancel()
        #expect(await waiting.value == false)
    }

    @Test("lets time end a wait")
    func time() async {
        let instant = TimeSource(now: { Instant(seconds: 0) }, sleep: { _ in true }, bootedAt: { Instant(seconds: 0) })
        #expect(await Bell().wait(atMost: .seconds(1), time: instant))
    }
}
