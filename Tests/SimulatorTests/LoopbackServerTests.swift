import Domain
import FlyingFox
import FlyingSocks
import FoundationEssentials
import Glibc
import Simulator
import Testing

@Suite struct LoopbackServerTests {
    @Test("serves on 127.0.0.1, at a port that the system chose, and passes everything on")
    func serving() async throws {
        let answer = try await LoopbackServer.during { request in
            ServedResponse(
                status: 418, headers: ["X-Seen": request.headers["x-sent"] ?? ""],
                body: Array("\(request.method) \(request.path) \(request.query)".utf8) + request.body)
        } _: { url in
            try await send(to: url, "/a%20b", query: "key=1%26", body: [0, 255, 13])
        }
        #expect(answer.statusCode.code == 418)
        #expect(answer.headers[HTTPHeader("X-Seen")] == "yes")
        #expect(try await Array(answer.bodyData) == Array("POST /a%20b [\"key\": \"1&\"]".utf8) + [0, 255, 13])
    }

    @Test("ends while a request hangs")
    func hanging() async throws {
        let bot = Caller()
        bot.telegram.failNext("getMe", .hang)
        try await LoopbackServer.during(answering: bot.telegram.respond) { url in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await send(to: url, "/bot123456:ABC/getMe") }
                while bot.telegram.calls(of: "getMe") == 0 { await Task.yield() }
                group.cancelAll()
            }
        }
    }

    @Test("takes many requests at once")
    func load() async throws {
        let bot = Caller()
        let good = try await LoopbackServer.during(answering: bot.telegram.respond) { url in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var good = 0
                        for _ in 0..<125 { good += try await send(to: url, "/bot123456:ABC/getMe").statusCode.code == 200 ? 1 : 0 }
                        return good
                    }
                }
                return try await group.reduce(0, +)
            }
        }
        #expect(good == 1000)
    }

    private func send(to url: String, _ path: String, query: String = "", body: [UInt8] = []) async throws -> HTTPResponse {
        let port = try #require(UInt16(url.split(separator: ":").last ?? ""))
        var client = HTTPClient()
        let request = HTTPRequest(
            method: .POST, version: .http11, target: HTTPRequest.Target(path: path, query: query), headers: [HTTPHeader("X-Sent"): "yes"],
            body: HTTPBodySequence(data: Data(body)))
        let address: sockaddr_in = try .inet(ip4: "127.0.0.1", port: port)
        return try await client.sendHTTPRequest(request, to: address)
    }
}
