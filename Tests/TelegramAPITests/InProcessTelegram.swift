import Domain
import Simulator
import TelegramAPI
import Transport

/// Carries the client's requests to a simulated Telegram without a socket.
struct InProcessTelegram: Sendable {
    static let token = Secret("123456:canary-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    static let alice = SimulatedUser(id: 42, name: "Алиса", username: "alice")

    let server = SimulatedTelegram(token: token) { Instant(seconds: 1_800_000_000) }

    /// A client of the server; `token` is the right one unless another is given.
    func client(token: Secret = token) -> TelegramClient {
        TelegramClient(api: "http://127.0.0.1:1/", token: token, allowsHTTP: true) { (request) async throws(TransportError) in
            await response(to: request)
        }
    }

    /// A client whose request is cut off as soon as the server has `count` messages of the bot in `chat`.
    func clientCutOff(afterMessages count: Int, in chat: Int64) -> TelegramClient {
        TelegramClient(api: "http://127.0.0.1:1", token: Self.token, allowsHTTP: true) { (request) async throws(TransportError) in
            let answer = await withTaskGroup(of: HTTPResponse?.self) { group in
                group.addTask { await response(to: request) }
                group.addTask {
                    _ = await server.waitForMessages(count, in: chat)
                    return nil
                }
                defer { group.cancelAll() }
                return await group.next() ?? nil
            }
            guard let answer else { throw TransportError(host: "127.0.0.1", reason: .timedOut, requestMayHaveBeenSent: true) }
            return answer
        }
    }

    private func response(to request: HTTPRequest) async -> HTTPResponse {
        var headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { _, last in last }
        var body: [UInt8] = []
        switch request.body {
        case .none: break
        case .bytes(let bytes, let type):
            body = bytes
            headers["content-type"] = type
        case .multipart(let parts):
            headers["content-type"] = "multipart/form-data; boundary=XX"
            for part in parts {
                let file = part.fileName.map { "; filename=\"\($0)\"" } ?? ""
                body +=
                    Array("--XX\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8) + part.bytes
                    + Array("\r\n".utf8)
            }
            body += Array("--XX--\r\n".utf8)
        }
        let target = String(request.url.dropFirst("http://127.0.0.1:1".count))
        let answer = await server.respond(to: ServedRequest(method: request.method, target: target, headers: headers, body: body))
        let fields = answer.headers.map { (name: $0.key.lowercased(), value: $0.value) }
        return HTTPResponse(status: answer.status, headers: fields, body: answer.body, elapsed: .zero)
    }
}
