import Domain
import Synchronization
import Testing
import Transport

@testable import Networks

@Suite struct NetworkEngineTests {
    /// Counts how many requests are under way at the same time.
    private final class Crowd: Sendable {
        let count = Mutex((now: 0, most: 0))

        func network() -> ScriptedNetwork {
            ScriptedNetwork { [self] _, _ in
                count.withLock {
                    $0.now += 1
                    $0.most = max($0.most, $0.now)
                }
                for _ in 0..<20 { await Task.yield() }
                count.withLock { $0.now -= 1 }
                return .text(#"{"balance":1}"#)
            }
        }
    }

    @Test("makes one request at a time for a credential where the network wants it so", arguments: [true, false]) func serial(
        isSerial: Bool
    ) async throws {
        let crowd = Crowd()
        let engine = crowd.network().engine()
        let definition = try NetworkDefinition.reading("wallets = '{amount: .balance}'", top: "currency = \"USD\"\nserial = \(isSerial)")
        // Compiled before, so that the requests meet.
        _ = await definition.compileFilters()
        let wallets = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                let account = try NetworkAccount.using(definition, name: "account-\(number)")
                group.addTask { await engine.outcome(account).wallets?.count ?? 0 }
            }
            return try await group.reduce(0, +)
        }
        #expect(wallets == 20)
        #expect(isSerial ? crowd.count.withLock { $0.most } == 1 : crowd.count.withLock { $0.most } >= 1)
    }

    @Test("does not let other credentials of a serial network wait") func otherCredentials() async throws {
        let definition = try NetworkDefinition.reading("wallets = '{amount: .balance}'", top: "currency = \"USD\"\nserial = true")
        let (slow, fast) = (try NetworkAccount.using(definition, secret: "slow"), try NetworkAccount.using(definition, secret: "fast"))
        let gate = AsyncStream<Void>.makeStream()
        let network = ScriptedNetwork { request, _ in
            if request.header("authorization") == "Bearer slow" { for await _ in gate.stream {} }
            return .text(#"{"balance":1}"#)
        }
        let engine = network.engine()
        async let held = engine.outcome(slow)
        #expect(await engine.outcome(fast).wallets?.count == 1)
        gate.continuation.finish()
        #expect(await held.wallets?.count == 1)
    }

    @Test("gives all requests of a poll one time-out, and its route and its leave for plain http") func bounds() async throws {
        let service = LoginNetwork()
        let network = service.network()
        let definition = try NetworkDefinition.written("allow_http = true\n" + LoginNetwork.definition)
        let account = try NetworkAccount.using(definition, secret: "secret-refresh-0")
        let route = Route.proxy(Secret("http://127.0.0.1:1"))
        _ = try await network.engine().poll(account, timeout: .seconds(9), route: route)
        let timeouts = network.requests.map(\.timeout)
        #expect(timeouts.count == 2 && timeouts[0] <= .seconds(9) && timeouts[1] < timeouts[0])
        #expect(network.requests.allSatisfy { $0.allowsHTTP && $0.route == route })
        let late = await LoginNetwork().network().engine().explain(account, timeout: .zero)
        #expect(late.outcome.failure == PollFailure(.temporary, "login: no answer within 0 s"))
    }

    @Test("allows plain http where the account does, and only there", arguments: [true, false]) func plainHTTP(allowed: Bool) async throws {
        let definition = try NetworkDefinition.reading("wallets = '{amount: .balance}'")
        let account = try NetworkAccount(name: "a", definition: definition, secrets: ["token": Secret("t")], allowsHTTP: allowed)
        let network = ScriptedNetwork(#"{"balance":1}"#)
        _ = await network.engine().outcome(account)
        #expect(network.requests.map(\.allowsHTTP) == [allowed])
    }

    @Test("sends nothing when a value does not fit its place") func unfitting() async throws {
        let network = ScriptedNetwork("1")
        let account = try NetworkAccount.using(.reading("wallets = '{amount: .}'"), secret: "one\ntwo")
        let failure = await network.engine().outcome(account).failure
        #expect(
            failure
                == PollFailure(
                    .permanent, "the request cannot be made: the value of header Authorization holds a line end or a control character"))
        #expect(network.requests.isEmpty)
    }

    @Test("names the filter that does not compile") func badFilter() async throws {
        let failure = await ScriptedNetwork("1").engine().outcome(try .using(.reading("wallets = '{amount: .'"))).failure
        #expect(failure?.failureClass == .permanent)
        #expect(failure?.message.contains("does not compile: it ends too early") == true)
    }

    @Test("is cancelled while it waits for its turn") func cancellation() async throws {
        let definition = try NetworkDefinition.reading("wallets = '{amount: .}'", top: "currency = \"USD\"\nserial = true")
        let account = try NetworkAccount.using(definition)
        let (gate, entered) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        let network = ScriptedNetwork { _, _ in
            entered.continuation.finish()
            for await _ in gate.stream {}
            return .text("1")
        }
        let engine = network.engine()
        async let held = engine.outcome(account)
        for await _ in entered.stream {}
        let waiting = Task { await engine.outcome(account) }
        waiting.cancel()
        #expect(await waiting.value.failure == PollFailure(.temporary, "the poll was cancelled"))
        gate.continuation.finish()
        #expect(await held.wallets?.count == 1)
        #expect(network.requests.count == 1)
    }
}
