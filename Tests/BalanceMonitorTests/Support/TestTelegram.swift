import Domain
import Simulator
import TelegramAPI
import Transport

@testable import BalanceMonitor

/// A simulated Telegram without a socket, and clients of it.
struct TestTelegram: Sendable {
    static let token = Secret("123456:canary-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")

    let server: SimulatedTelegram

    /// `clock` dates what people write.
    init(clock: @escaping @Sendable () -> Instant) {
        server = SimulatedTelegram(token: Self.token, clock: clock)
    }

    /// What libcurl would write of a body, and under which type.
    private static func encoded(_ body: HTTPRequest.Body) -> (type: String, bytes: [UInt8]) {
        switch body {
        case .bytes(let bytes, let type): return (type, bytes)
        case .multipart(let parts):
            let bytes = parts.reduce(into: [UInt8]()) { bytes, part in
                let file = part.fileName.map { "; filename=\"\($0)\"" } ?? ""
                bytes += Array("--frontier\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8)
                bytes += part.bytes + Array("\r\n".utf8)
            }
            return ("multipart/form-data; boundary=frontier", bytes + Array("--frontier--\r\n".utf8))
        case .none: return ("application/json", [])
        }
    }

    /// A client; the answers to the first `cutOff` messages are lost on the way back, as when the server accepts and then hangs.
    func client(cutOff: Int = 0) -> TelegramClient {
        let (server, left) = (server, Shared(cutOff))
        return TelegramClient(api: "http://127.0.0.1:1", token: Self.token, allowsHTTP: true) { (request) async throws(TransportError) in
            let (type, body) = Self.encoded(request.body)
            let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 }.merging(["content-type": type]) {
                $1
            }
            let served = ServedRequest(
                method: request.method, target: String(request.url.dropFirst("http://127.0.0.1:1".count)), headers: headers, body: body)
            let answer = await server.respond(to: served)
            let isCutOff =
                (served.path.hasSuffix("/sendMessage") || served.path.hasSuffix("/sendPhoto")) && answer.status == 200
                && left.update { left in
                    left -= 1
                    return left >= 0
                }
            if isCutOff { throw TransportError(host: "127.0.0.1", reason: .timedOut, requestMayHaveBeenSent: true) }
            return HTTPResponse(
                status: answer.status, headers: answer.headers.map { (name: $0.key.lowercased(), value: $0.value) }, body: answer.body,
                elapsed: .zero)
        }
    }
}
