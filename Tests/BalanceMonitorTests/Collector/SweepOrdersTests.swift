import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("Orders of sweeps", .timeLimit(.minutes(1))) struct SweepOrdersTests {
    /// Waits until so many orders wait.
    private func open(_ orders: SweepOrders, _ count: Int) async -> [UInt64] {
        while orders.open.count < count { await Task.yield() }
        return orders.open
    }

    @Test("that came together are served by one sweep, and ring for it")
    func together() async {
        let orders = SweepOrders()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 { group.addTask { await orders.sweep() } }
            let ids = await open(orders, 3)
            #expect(await orders.bell.wait(atMost: .seconds(600), time: .system))
            orders.answer(ids)
        }
        #expect(orders.open.isEmpty)
    }

    @Test("that come during a sweep wait for the next")
    func later() async {
        let orders = SweepOrders()
        async let first = orders.sweep()
        let ids = await open(orders, 1)
        async let second = orders.sweep()
        _ = await open(orders, 2)
        orders.answer(ids)
        await first
        #expect(orders.open.count == 1)
        orders.answer(orders.open)
        await second
    }

    @Test("are given up with the task that gave them")
    func cancelled() async {
        let orders = SweepOrders()
        let waiting = Task { await orders.sweep() }
        _ = await open(orders, 1)
        waiting.cancel()
        await waiting.value
        #expect(orders.open.isEmpty)
        let dead = Task {
            while !Task.isCancelled { await Task.yield() }
            await orders.sweep()
        }
        dead.cancel()
        await dead.value
    }

    @Test("are refused once the collector has stopped, those that wait as well as those that come")
    func closed() async {
        let orders = SweepOrders()
        async let waiting = orders.sweep()
        _ = await open(orders, 1)
        orders.close()
        await waiting
        await orders.sweep()
        #expect(orders.open.isEmpty)
    }

    @Test("are waited for no longer than was said")
    func bounded() async {
        let orders = SweepOrders()
        await orders.sweep(atMost: .milliseconds(1))
        #expect(orders.open.isEmpty)
    }
}
