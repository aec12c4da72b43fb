import Domain
import Synchronization
import Testing
import Transport

@testable import Networks

@Suite struct LoginTests {
    private func account(_ change: (inout String) -> Void = { _ in }, secret: String = "secret-refresh-0") throws -> NetworkAccount {
        var text = LoginNetwork.definition
        change(&text)
        return try .using(.written(text), secret: secret)
    }

    @Test("logs in once, uses the token until shortly before it expires, then the newest refresh token") func lifetime() async throws {
        let (service, clock) = (LoginNetwork(), ManualClock())
        let (engine, account) = (service.network().engine(clock: clock), try account())
        for _ in 0..<3 { #expect(await engine.outcome(account).wallets?.count == 1) }
        #expect(service.state.withLock { $0.logins } == ["secret-refresh-0"])
        clock.advance(by: 3600 - 61)
        #expect(await engine.outcome(account).wallets?.count == 1)
        #expect(service.state.withLock { $0.logins.count } == 1)
        clock.advance(by: 1)
        #expect(await engine.outcome(account).wallets?.count == 1)
        #expect(service.state.withLock { $0.logins } == ["secret-refresh-0", "secret-refresh-1"])
    }

    @Test("dates a reading by when the balance request was sent") func dates() async throws {
        let clock = ManualClock()
        let account = try account { $0 = $0.replacing("keep =", with: "pause = \"7s\"\nkeep =") }
        let answer = try await LoginNetwork().network().engine(clock: clock).outcome(account).get()
        #expect(answer.requestSentAt.seconds == 1_800_000_007)
        #expect(answer.serverDate?.seconds == 1_800_000_003)
    }

    @Test("outlives the engine through the store") func restart() async throws {
        let (service, store) = (LoginNetwork(), SessionStore.inMemory())
        let account = try account()
        for _ in 0..<3 { #expect(await service.network().engine(sessions: store).outcome(account).wallets?.count == 1) }
        #expect(service.state.withLock { $0.logins.count } == 1)
        let session = try #require(await store.load("main"))
        #expect(session.values.keys.sorted() == ["refresh", "token"] && session.kept.keys.sorted() == ["refresh"])
        #expect(session.expiresAt?.seconds == 1_800_003_540)
    }

    @Test("starts anew when the account's secrets change, and when it is forgotten") func changedSecret() async throws {
        let (service, store) = (LoginNetwork(), SessionStore.inMemory())
        let engine = service.network().engine(sessions: store)
        _ = await engine.outcome(try account())
        service.state.withLock { $0.goodRefresh = "another" }
        #expect(await engine.outcome(try account(secret: "another")).wallets?.count == 1)
        #expect(service.state.withLock { $0.logins } == ["secret-refresh-0", "another"])
        await engine.forget(account: "main")
        #expect(await store.load("main") == nil)
    }

    @Test("keeps a session when a setting changes, and starts anew for another host") func changedVariable() async throws {
        let text = LoginNetwork.definition.replacing("[[login]]", with: "[vars]\nunit = \"u\"\nhost = \"h\"\n[[login]]")
            .replacing("https://api.example.com/balance", with: "https://{vars.host}/balance")
        let definition = try NetworkDefinition.written(text)
        let (service, store) = (LoginNetwork(), SessionStore.inMemory())
        for (unit, host, logins) in [("a", "x", 1), ("b", "x", 1), ("b", "y", 2)] {
            let account = try NetworkAccount(
                name: "main", definition: definition, secrets: ["refresh": Secret("secret-refresh-0")], vars: ["unit": unit, "host": host])
            _ = await service.network().engine(sessions: store).outcome(account)
            #expect(service.state.withLock { $0.logins.count } == logins)
        }
    }

    @Test("throws a refused token away, logs in once and asks once more") func revoked() async throws {
        let service = LoginNetwork()
        let (engine, account) = (service.network().engine(), try account())
        _ = await engine.outcome(account)
        // A login elsewhere has made our token worthless.
        service.state.withLock { $0.logins.append("elsewhere") }
        #expect(await engine.outcome(account).wallets?.count == 1)
        #expect(service.state.withLock { $0.logins } == ["secret-refresh-0", "elsewhere", "secret-refresh-1"])
    }

    @Test("gives up after one new login") func givesUp() async throws {
        let service = LoginNetwork()
        let (engine, account) = (service.network().engine(), try account())
        _ = await engine.outcome(account)
        service.state.withLock { $0.refusesEverything = true }
        let failure = await engine.outcome(account).failure
        #expect(failure?.failureClass == .credentials && failure?.status == 401)
        #expect(service.state.withLock { ($0.logins.count, $0.asked.count) } == (2, 3))
    }

    @Test("does not log in again when a token of this very poll is refused") func freshToken() async throws {
        let service = LoginNetwork()
        service.state.withLock { $0.refusesEverything = true }
        let failure = await service.network().engine().outcome(try account()).failure
        #expect(failure?.failureClass == .credentials)
        #expect(service.state.withLock { ($0.logins.count, $0.asked.count) } == (1, 1))
    }

    @Test("keeps to the network's bound on logins, across restarts") func bound() async throws {
        let (service, store, clock) = (LoginNetwork(), SessionStore.inMemory(), ManualClock())
        let account = try account { $0 = "logins = \"2/1h\"\n" + $0.replacing("expires = '.expires_in'", with: "expires = \"100s\"") }
        func poll() async -> Result<PollAnswer, PollFailure> {
            await service.network().engine(sessions: store, clock: clock).outcome(account)
        }
        #expect(await poll().wallets?.count == 1)
        clock.advance(by: 600)
        #expect(await poll().wallets?.count == 1)
        clock.advance(by: 600)
        let failure = await poll().failure
        #expect(failure?.failureClass == .rate && failure?.retryAfter == .seconds(2400))
        clock.advance(by: 2399)
        #expect(await poll().failure?.retryAfter == .seconds(1))
        clock.advance(by: 1)
        #expect(await poll().wallets?.count == 1)
        #expect(service.state.withLock { $0.logins.count } == 3)
    }

    @Test("is of class rate when the bound forbids the one login after a refusal, and a failed login counts") func boundOnRefusal()
        async throws
    {
        let (service, clock) = (LoginNetwork(), ManualClock())
        service.state.withLock { $0.refusesLogin = 500 }
        let engine = service.network().engine(clock: clock)
        let account = try account { $0 = "logins = \"2/1h\"\n" + $0 }
        #expect(await engine.outcome(account).failure?.failureClass == .temporary)
        service.state.withLock { $0.refusesLogin = nil }
        #expect(await engine.outcome(account).wallets?.count == 1)
        service.state.withLock { $0.refusesEverything = true }
        #expect(await engine.outcome(account).failure?.failureClass == .rate)
        #expect(service.state.withLock { $0.logins.count } == 2)
    }

    @Test("keeps the old refresh token where a login brings none") func notRotated() async throws {
        let (service, clock, store) = (LoginNetwork(), ManualClock(), SessionStore.inMemory())
        let (engine, account) = (service.network().engine(sessions: store, clock: clock), try account())
        _ = await engine.outcome(account)
        service.state.withLock { $0.rotates = false }
        for _ in 0..<2 {
            clock.advance(by: 3600)
            #expect(await engine.outcome(account).wallets?.count == 1)
        }
        #expect(service.state.withLock { $0.logins } == ["secret-refresh-0", "secret-refresh-1", "secret-refresh-1"])
        #expect(await store.load("main")?.kept == ["refresh": Secret("secret-refresh-1")])
    }

    @Test("tries the account's own secret where a kept one is refused, and forgets the kept one only for a new one")
    func keptRefused() async throws {
        let (service, clock, store) = (LoginNetwork(), ManualClock(), SessionStore.inMemory())
        let (engine, account) = (service.network().engine(sessions: store, clock: clock), try account())
        _ = await engine.outcome(account)
        clock.advance(by: 3600)
        service.state.withLock { $0.goodRefresh = "nobody knows" }
        #expect(await engine.outcome(account).failure?.status == 400)
        #expect(service.state.withLock { Array($0.logins.suffix(2)) } == ["secret-refresh-1", "secret-refresh-0"])
        #expect(await store.load("main")?.kept == ["refresh": Secret("secret-refresh-1")])
        service.state.withLock { $0.goodRefresh = "secret-refresh-0" }
        #expect(await engine.outcome(account).wallets?.count == 1)
        #expect(await store.load("main")?.kept == ["refresh": Secret("secret-refresh-5")])
    }

    @Test("stores a rotated refresh token before the next step, which may fail") func atomic() async throws {
        let store = SessionStore.inMemory()
        let account = try account {
            $0 = $0.replacing("[request]", with: "[[login]]\nurl = \"https://api.example.com/second\"\nsave = '{second: .s}'\n[request]")
        }
        let service = LoginNetwork()
        let network = service.network()
        #expect(await network.engine(sessions: store).outcome(account).failure != nil)
        #expect(await store.load("main")?.kept == ["refresh": Secret("secret-refresh-1")])
        #expect(await store.load("main")?.values == [:])
    }

    @Test(
        "fails without quoting the answer when that has no token",
        arguments: [
            #"{"access":null,"refresh":"r3fr3sh"}"#, #"{"refresh":"r3fr3sh"}"#, #"{"access":"","refresh":"r3fr3sh"}"#, #""r3fr3sh""#,
            #"["r3fr3sh"]"#,
            #"{"access":{"a":"r3fr3sh"}}"#, #"{"access":true,"refresh":"r3fr3sh"}"#, "{\"access\":\"r3fr3sh", "r3fr3sh",
            #"{"access":"a-token","expires_in":"r3fr3sh"}"#,
        ])
    func noToken(body: String) async throws {
        let failure = await ScriptedNetwork(body).engine().outcome(try account()).failure
        #expect(failure?.failureClass == .permanent)
        #expect(failure?.message.hasPrefix("login: the answer has changed shape: ") == true)
        #expect(failure?.message.contains("r3fr3sh") == false, "\(failure?.message ?? "")")
    }

    @Test("waits for its turn with the credential, so that two accounts log in one after the other") func serial() async throws {
        let service = LoginNetwork()
        let engine = service.network().engine()
        let (first, second) = (
            try account(), try NetworkAccount.using(.written(LoginNetwork.definition), secret: "secret-refresh-0", name: "other")
        )
        async let one = engine.outcome(first)
        async let two = engine.outcome(second)
        let outcomes = await [one, two]
        // The second account's login is refused, as its refresh token has been used; had both logged in at once, so might the first's.
        #expect(outcomes.count { $0.wallets != nil } == 1)
        #expect(service.state.withLock { $0.logins.count } == 2)
    }
}
