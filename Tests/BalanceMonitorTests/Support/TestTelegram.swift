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

    /// A client; the answers to the first `cutOff` messages are lost on the way back, as when the server accepts and then hangs.
    func client(cutOff: Int = 0) -> TelegramClient {
        let (server, left) = (server, Shared(cutOff))
        return TelegramClient(api: "http://127.0.0.1:1", token: Self.token, allowsHTTP: true) { (request) async throws(TransportError) in
            var body: [UInt8] = []
            if case .bytes(let bytes, _) = request.body { body = bytes }
            let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 }.merging(["content-type": "application/json"]) {
                $1
            }
            let served = ServedRequest(
                method: request.method, target: String(request.url.dropFirst("http://127.0.0.1:1".count)), headers: headers, body: body)
            let answer = await server.respond(to: served)
            let isCutOff =
                served.path.hasSuffix("/sendMessage") && answer.status == 200
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
