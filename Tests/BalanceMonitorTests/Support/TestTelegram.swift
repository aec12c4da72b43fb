import Domain
import Simulator
import TelegramAPI
import Transport

/// A simulated Telegram without a socket, and clients of it.
struct TestTelegram: Sendable {
    static let token = Secret("123456:canary-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")

    let server: SimulatedTelegram

    /// `clock` dates what people write.
    init(clock: @escaping @Sendable () -> Instant) {
        server = SimulatedTelegram(token: Self.token, clock: clock)
    }

    /// A client; one whose request is left hanging gets, as in life, no answer but may have been heard.
    func client() -> TelegramClient {
        let server = server
        return TelegramClient(api: "http://127.0.0.1:1", token: Self.token, allowsHTTP: true) { (request) async throws(TransportError) in
            var body: [UInt8] = []
            if case .bytes(let bytes, _) = request.body { body = bytes }
            let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 }.merging(["content-type": "application/json"]) {
                $1
            }
            let served = ServedRequest(
                method: request.method, target: String(request.url.dropFirst("http://127.0.0.1:1".count)), headers: headers, body: body)
            let answer = await server.respond(to: served)
            // A fault that hangs answers 504 at last, which is nothing that the Bot API said.
            if answer.status == 504, Task.isCancelled {
                throw TransportError(host: "127.0.0.1", reason: .cancelled, requestMayHaveBeenSent: true)
            }
            return HTTPResponse(
                status: answer.status, headers: answer.headers.map { (name: $0.key.lowercased(), value: $0.value) }, body: answer.body,
                elapsed: .zero)
        }
    }
}
