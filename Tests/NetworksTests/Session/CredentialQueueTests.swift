import Domain
import Synchronization
import Testing

@testable import Networks

@Suite struct CredentialQueueTests {
    private let one = CredentialQueue.Credential(network: "a", secrets: ["k": Secret("1")])
    private let two = CredentialQueue.Credential(network: "a", secrets: ["k": Secret("2")])

    @Test("lets one task at a time work with a credential") func oneAtATime() async {
        let (queue, inside) = (CredentialQueue(), Inside())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    _ = await queue.withTurn(one) {
                        inside.count.withLock {
                            $0.now += 1
                            $0.most = max($0.most, $0.now)
                        }
                        await Task.yield()
                        inside.count.withLock {
                            $0.now -= 1
                            $0.runs += 1
                        }
                    }
                }
            }
        }
        #expect(inside.count.withLock { ($0.most, $0.runs) } == (1, 100))
    }

    @Test("does not let one credential wait for another") func others() async {
        let queue = CredentialQueue()
        let inner = await queue.withTurn(one) { await queue.withTurn(two) { 7 } }
        #expect(inner == 7)
    }

    @Test("lets a cancelled task go, whenever it was cancelled, and the next one in") func cancellation() async {
        let queue = CredentialQueue()
        for _ in 0..<200 {
            let (entered, release) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
            let holder = Task {
                await queue.withTurn(one) {
                    entered.continuation.finish()
                    for await _ in release.stream {}
                }
            }
            for await _ in entered.stream {}
            let waiter = Task { await queue.withTurn(one) { true } }
            if Bool.random() { await Task.yield() }
            waiter.cancel()
            #expect(await waiter.value == nil)
            release.continuation.finish()
            await holder.value
            #expect(await queue.withTurn(one) { true } == true)
        }
    }

    private final class Inside: Sendable {
        let count = Mutex((now: 0, most: 0, runs: 0))
    }
}
