import Synchronization

/// A proxy on loopback; whatever host it is asked for, it connects to that port of this machine.
package final class LoopbackProxy: Sendable {
    /// The protocol it speaks.
    package enum Kind: Sendable, CaseIterable {
        case http
        case socks5
    }

    /// What it does with a request for a tunnel.
    package enum Manners: Sendable {
        case welcoming
        /// Lets in only this user.
        case guarded(user: String, password: String)
        /// Answers with this code: a status of HTTP, or a reply of SOCKS5.
        case refusing(UInt16)
        /// Accepts the connection and says nothing.
        case silent
    }

    private let listener: LoopbackListener
    private let log = ProxyLog()

    /// Serves until `stop()`.
    package init(_ kind: Kind, _ manners: Manners = .welcoming) throws {
        let log = log
        listener = try LoopbackListener { connection in
            if case .silent = manners { return connection.waitForEnd() }
            let greeting = ProxyGreeting(connection: connection, manners: manners, log: log)
            guard let port = kind == .http ? greeting.http() : greeting.socks5(), let server = LoopbackConnection.to(port: port) else { return }
            connection.relay(to: server)
            server.close()
        }
    }

    package var port: UInt16 { listener.port }
    /// How many connections were accepted so far.
    package var connections: Int { listener.accepted }
    /// `host:port` of every tunnel that was opened.
    package var targets: [String] { log.targets.withLock { $0 } }
    /// What clients said to the proxy itself, before any tunnel.
    package var greetings: String { log.greetings.withLock { $0 } }

    /// Closes the port and breaks every connection.
    package func stop() { listener.stop() }
}

/// What a proxy remembers.
final class ProxyLog: Sendable {
    let targets = Mutex<[String]>([])
    let greetings = Mutex("")
}
