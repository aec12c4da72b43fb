import Foundation
import Synchronization

/// What is said between a client and a `LoopbackProxy` before the tunnel stands; each yields the target's port, or nil for the end.
struct ProxyGreeting {
    let connection: LoopbackConnection
    let manners: LoopbackProxy.Manners
    let log: ProxyLog

    /// `CONNECT host:port`, again as long as the answer is a refusal.
    func http() -> UInt16? {
        while let head = head() {
            let words = head.split(separator: " ", maxSplits: 2)
            guard words.count == 3, words[0] == "CONNECT", let port = words[1].split(separator: ":").last.flatMap({ UInt16($0) }) else { break }
            let status = status(for: head)
            if status == 200 {
                log.targets.withLock { $0.append(String(words[1])) }
                connection.write("HTTP/1.1 200 Connected\r\n\r\n".utf8)
                return port
            }
            let challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"loopback\"\r\n" : ""
            connection.write("HTTP/1.1 \(status) Status\r\n\(challenge)Content-Length: 0\r\n\r\n".utf8)
        }
        return nil
    }

    /// RFC 1928 and 1929, `CONNECT` to a name or an IPv4 address.
    func socks5() -> UInt16? {
        guard let hello = next(2), hello[0] == 5, let methods = next(Int(hello[1])), isAdmitted(methods), let request = next(4) else { return nil }
        let host: String?
        switch request[3] {
        case 1: host = next(4)?.map { String($0) }.joined(separator: ".")
        case 3: host = next(1).flatMap { next(Int($0[0])) }.map { String(decoding: $0, as: UTF8.self) }
        default: host = nil
        }
        guard let host, let bytes = next(2) else { return nil }
        let port = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        var code: UInt8 = 0
        if case .refusing(let reply) = manners { code = UInt8(reply) }
        if code == 0 { log.targets.withLock { $0.append("\(host):\(port)") } }
        connection.write([5, code, 0, 1, 0, 0, 0, 0, 0, 0])
        return code == 0 ? port : nil
    }

    private func status(for head: String) -> UInt16 {
        switch manners {
        case .refusing(let code): return code
        case .guarded(let user, let password):
            let token = Data("\(user):\(password)".utf8).base64EncodedString()
            return head.contains("Proxy-Authorization: Basic \(token)\r\n") ? 200 : 407
        case .welcoming, .silent: return 200
        }
    }

    private func isAdmitted(_ methods: [UInt8]) -> Bool {
        guard case .guarded(let user, let password) = manners else { return connection.write([5, 0]) }
        guard methods.contains(2) else {
            connection.write([5, 0xff])
            return false
        }
        connection.write([5, 2])
        guard let size = next(2)?[1], let name = next(Int(size)), let length = next(1)?[0], let word = next(Int(length)) else { return false }
        let isRight = name == Array(user.utf8) && word == Array(password.utf8)
        connection.write([1, isRight ? 0 : 1])
        return isRight
    }

    private func head() -> String? {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            guard let byte = next(1) else { return nil }
            head += String(decoding: byte, as: UTF8.self)
        }
        return head
    }

    private func next(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = connection.read(atMost: count - bytes.count)
            guard !more.isEmpty else { return nil }
            bytes += more
        }
        log.greetings.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        return bytes
    }
}
