import Domain
import Synchronization
import Transport

@testable import Networks

/// A network without sockets: answers each request by a closure, and remembers the requests.
final class ScriptedNetwork: Sendable {
    typealias Answer = @Sendable (_ request: HTTPRequest, _ number: Int) async throws(TransportError) -> HTTPResponse

    private let answer: Answer
    private let log = Mutex<[HTTPRequest]>([])

    /// `number` counts the requests from 1.
    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// Always answers with `body`.
    convenience init(_ body: String, status: Int = 200, headers: [(name: String, value: String)] = []) {
        self.init { _, _ in .text(body, status: status, headers: headers) }
    }

    var requests: [HTTPRequest] { log.withLock { $0 } }

    /// An engine that talks to this network and to no other.
    func engine(sessions: SessionStore = .inMemory(), clock: ManualClock = ManualClock()) -> NetworkEngine {
        NetworkEngine(
            outside: PollOutside(
                send: { [self] request throws(TransportError) in
                    let number = log.withLock { log in
                        log.append(request)
                        return log.count
                    }
                    return try await answer(request, number)
                }, now: { clock.now },
                sleep: { duration in
                    clock.advance(by: duration.components.seconds)
                    return true
                }), sessions: sessions)
    }
}

/// A clock that stands still until it is told otherwise.
final class ManualClock: Sendable {
    private let seconds: Mutex<Int64>

    init(_ start: Int64 = 1_800_000_000) {
        seconds = Mutex(start)
    }

    var now: Instant { seconds.withLock { Instant(seconds: $0) } }

    func advance(by more: Int64) {
        seconds.withLock { $0 += more }
    }
}

extension HTTPResponse {
    static func text(_ body: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: Array(body.utf8), elapsed: .milliseconds(5))
    }
}

extension HTTPRequest {
    /// The body as text; empty without one.
    var text: String {
        if case .bytes(let bytes, _) = body { String(decoding: bytes, as: UTF8.self) } else { "" }
    }

    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
}
