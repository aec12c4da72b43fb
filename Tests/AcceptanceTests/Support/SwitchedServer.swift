import Simulator

/// A loopback server that can be switched off, so that connections are refused, and on again at the same port.
struct SwitchedServer: Sendable {
    private let handler: LoopbackServer.Handler
    private let first: LoopbackServer
    private let switches: AsyncStream<Bool>
    private let position: AsyncStream<Bool>.Continuation

    init(answering handler: @escaping LoopbackServer.Handler) throws {
        self.handler = handler
        first = try LoopbackServer(answering: handler)
        (switches, position) = AsyncStream.makeStream()
        position.yield(true)
    }

    /// Where it listens, once `run` runs.
    func url() async throws -> String { try await first.url() }

    /// Breaks every connection and refuses new ones, or listens again.
    func turn(on: Bool) { position.yield(on) }

    /// Serves, as long as it is on, until the task is cancelled.
    func run() async throws {
        var serving: Task<Void, any Error>?
        var port: UInt16?
        defer { serving?.cancel() }
        for await isOn in switches where isOn != (serving != nil) {
            serving?.cancel()
            _ = await serving?.result
            serving = nil
            guard isOn else { continue }
            let server = try port.map { try LoopbackServer(port: $0, answering: handler) } ?? first
            serving = Task { try await server.run() }
            port = UInt16(try await server.url().split(separator: ":").last ?? "")
        }
    }
}
