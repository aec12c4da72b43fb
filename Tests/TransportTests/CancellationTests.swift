import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct CancellationTests {
    let client = HTTPClient()

    @Test("ends a request that is under way")
    func underWay() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { _ in
            arrival.yield()
            return .hang
        }
        defer { server.stop() }
        let url = server.url
        await withTaskGroup(of: TransportError?.self) { group in
            group.addTask { await Self.failure(client, HTTPRequest(url: url, timeout: .seconds(50), allowsHTTP: true)) }
            for await _ in arrivals { break }
            group.cancelAll()
            for await error in group {
                #expect(error == TransportError(host: "127.0.0.1", reason: .cancelled, requestMayHaveBeenSent: true))
            }
        }
    }

    @Test("before the start sends nothing")
    func beforeTheStart() async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let url = server.url
        await withTaskGroup(of: TransportError?.self) { group in
            group.cancelAll()
            group.addTask { await Self.failure(client, HTTPRequest(url: url, allowsHTTP: true)) }
            for await error in group {
                #expect(error == TransportError(host: "127.0.0.1", reason: .cancelled, requestMayHaveBeenSent: false))
            }
        }
        #expect(server.connections == 0)
    }

    @Test("racing with the answer leaves either, and a client that goes on")
    func races() async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let url = server.url
        for round in 0..<50 {
            await withTaskGroup(of: TransportError?.self) { group in
                for _ in 0..<4 { group.addTask { await Self.failure(client, HTTPRequest(url: url, allowsHTTP: true)) } }
                for _ in 0..<round * 4 { await Task.yield() }
                group.cancelAll()
                for await error in group { #expect(error == nil || error?.reason == .cancelled) }
            }
        }
        #expect(try await client.send(HTTPRequest(url: url, allowsHTTP: true)).status == 200)
    }

    @Test("comes to everybody at shutdown, and to whoever asks later")
    func shutdown() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { _ in
            arrival.yield()
            return .hang
        }
        defer { server.stop() }
        let url = server.url
        await withTaskGroup(of: TransportError?.self) { group in
            for _ in 0..<5 { group.addTask { await Self.failure(client, HTTPRequest(url: url, timeout: .seconds(50), allowsHTTP: true)) } }
            var arrived = 0
            for await _ in arrivals {
                arrived += 1
                if arrived == 5 { break }
            }
            client.shutdown()
            for await error in group { #expect(error?.reason == .cancelled) }
        }
        let late = await Self.failure(client, HTTPRequest(url: url, allowsHTTP: true))
        #expect(late == TransportError(host: "127.0.0.1", reason: .cancelled, requestMayHaveBeenSent: false))
        client.shutdown()
    }

    @Test("of nothing is needed: a client that is let go closes its connections")
    func letGo() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackListener { connection in
            _ = connection.read()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
            connection.waitForEnd()
            end.yield()
        }
        defer { server.stop() }
        func use() async throws { _ = try await HTTPClient().send(HTTPRequest(url: "http://127.0.0.1:\(server.port)/", allowsHTTP: true)) }
        try await use()
        for await _ in ends { break }
    }

    private static func failure(_ client: HTTPClient, _ request: HTTPRequest) async -> TransportError? {
        do throws(TransportError) {
            _ = try await client.send(request)
            return nil
        } catch {
            return error
        }
    }
}
