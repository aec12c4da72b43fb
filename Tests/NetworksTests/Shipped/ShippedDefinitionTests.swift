import Domain
import TestSupport
import Testing
import Transport

@testable import Networks

/// Each shipped definition against a loopback server that answers as its service does.
@Suite struct ShippedDefinitionTests {
    @Test("are all read without a problem, compile, say where they come from, and are tested here") func catalogue() async {
        let (definitions, problems) = NetworkCatalogue.load(directories: [ShippedDefinitions.directory])
        #expect(problems.isEmpty, "\(problems)")
        #expect(definitions.keys.sorted() == ShippedNetwork.all.map(\.name).sorted())
        for definition in definitions.values {
            #expect(await definition.compileFilters() == [])
            #expect(!definition.verified && definition.source?.isEmpty == false && !definition.allowsHTTP)
        }
    }

    @Test("ask as documented and read the answer", arguments: ShippedNetwork.all) func answers(shipped: ShippedNetwork) async throws {
        let server = try LoopbackServer { request in Self.answer(request, shipped) }
        defer { server.stop() }
        let outcome = try await poll(shipped, server)
        #expect(outcome.wallets?.map(ShippedNetwork.line) == shipped.wallets, "\(outcome)")
        #expect(server.requests.count == shipped.requests.count)
        for (request, expected) in zip(server.requests, shipped.requests) {
            #expect(expected.hasPrefix("\(request.method) \(request.target)"))
            let carried = expected.dropFirst(request.method.count + request.target.count + 2)
            let said = request.headers.map { "\($0.name): \($0.value)" } + [request.text]
            #expect(said.contains { $0 == carried }, "\(carried) is not in \(said)")
        }
    }

    @Test("make a failure of the right class, never a wallet, of what is no balance", arguments: ShippedNetwork.all)
    func refusals(shipped: ShippedNetwork) async throws {
        for refusal in shipped.refusals + ShippedNetwork.commonRefusals {
            let body = refusal.body.hasPrefix(shipped.name + ".") ? try Fixture.text(refusal.body) : refusal.body
            let server = try LoopbackServer { request in
                request.path == shipped.path ? .text(body, status: refusal.status) : Self.answer(request, shipped)
            }
            defer { server.stop() }
            let failure = try await poll(shipped, server).failure
            #expect(failure?.failureClass == refusal.failureClass, "\(refusal): \(failure?.message ?? "no failure")")
            #expect(failure?.message.contains("K-") == false)
        }
    }

    @Test("fail in the login step, where there is one", arguments: ShippedNetwork.all.filter { $0.answers.count > 1 })
    func login(shipped: ShippedNetwork) async throws {
        let server = try LoopbackServer { request in
            request.path == shipped.path ? Self.answer(request, shipped) : .text(#"{"message":"K-api_token K-api_key"}"#, status: 401)
        }
        defer { server.stop() }
        let failure = try await poll(shipped, server).failure
        #expect(failure?.failureClass == .credentials)
        #expect(
            failure?.message == #"login: HTTP 401: {"message":"\#(shipped.name == "exoclick" ? "•••• K-api_key" : "K-api_token ••••")"}"#)
        #expect(server.requests.count == 1)
    }

    @Test("reads the good logins of Yandex Direct beside the bad ones") func partly() async throws {
        let yandex = try #require(ShippedNetwork.all.first { $0.name == "yandex-direct" })
        let body = try Fixture.text("yandex-direct.partly.json")
        let server = try LoopbackServer { _ in .text(body) }
        defer { server.stop() }
        let answer = try await poll(yandex, server).get()
        #expect(answer.wallets.map(ShippedNetwork.line) == ["north 15020.3 RUB"])
        #expect(answer.badRows == [PollAnswer.BadRow(key: "west", message: "No rights (54)")])
    }

    @Test("reads Zeropark's older form") func older() async throws {
        let zeropark = try #require(ShippedNetwork.all.first { $0.name == "zeropark" })
        let body = try Fixture.text("zeropark.older.json")
        let server = try LoopbackServer { _ in .text(body) }
        defer { server.stop() }
        #expect(try await poll(zeropark, server).wallets?.map(ShippedNetwork.line) == zeropark.wallets)
    }

    private static func answer(_ request: ReceivedRequest, _ shipped: ShippedNetwork) -> Reply {
        guard let fixture = shipped.answers[request.path], let body = try? Fixture.text(fixture) else { return .text("{}", status: 404) }
        return .text(body)
    }

    /// Polls through the definition as it is shipped, but for its host.
    private func poll(_ shipped: ShippedNetwork, _ server: LoopbackServer) async throws -> Result<PollAnswer, PollFailure> {
        let host = "127.0.0.1:\(server.port)"
        let text = try ShippedDefinitions.text(shipped.name).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("url ") else { return String(line) }
            return String(line).replacing(/https:\/\/[a-z0-9.-]+/, with: "http://\(host)").replacing("https://{", with: "http://{")
        }
        let definition = try NetworkDefinition.written("allow_http = true\n" + text.joined(separator: "\n"), name: shipped.name)
        let account = try shipped.account(definition, host: host)
        let client = HTTPClient()
        defer { client.shutdown() }
        let engine = NetworkEngine(client: client, sessions: .inMemory(), now: { Instant(seconds: 1_800_000_000) }, sleep: { _ in true })
        return await engine.outcome(account)
    }
}
