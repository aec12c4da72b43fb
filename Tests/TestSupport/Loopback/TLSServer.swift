import Foundation
import Glibc

/// `openssl s_server` on loopback with a self-signed certificate of its own, for 127.0.0.1 and localhost.
package final class TLSServer: Sendable {
    /// What it says once the handshake is done.
    package enum Talk: Sendable {
        /// A status page, whatever is asked.
        case page
        /// HTTP/2: an empty 200 to the first stream.
        case http2
    }

    /// Why there is no server: what `openssl` said.
    package struct Failure: Error {
        let text: String
    }

    /// The port, chosen by the system.
    package let port: UInt16
    private let folder: URL
    private let process: Process

    /// Makes a certificate and starts the server; `arguments` go to `openssl s_server`, such as `-tls1_1`.
    package init(_ talk: Talk = .page, arguments: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (key, certificate) = (folder.appending(path: "key.pem").path, folder.appending(path: "certificate.pem").path)
        try Self.makeCertificate(key: key, certificate: certificate)
        process = Process()
        process.executableURL = Self.openssl
        process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate] + arguments
        process.arguments? += talk == .page ? ["-www"] : ["-alpn", "h2"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        port = try Self.port(announcedBy: output.fileHandleForReading)
        let isHTTP2 = talk == .http2
        Thread.detachNewThread {
            // The output is read to its end in any case: a full pipe would stop the server.
            if isHTTP2 { HTTP2Script.play(from: output.fileHandleForReading, to: input.fileHandleForWriting) }
            while !output.fileHandleForReading.availableData.isEmpty {}
            withExtendedLifetime(input) {}
        }
    }

    /// The file to give `HTTPClient` as its authorities.
    package var certificate: String { folder.appending(path: "certificate.pem").path }
    /// `https://127.0.0.1:port`, without a slash at the end.
    package var url: String { "https://127.0.0.1:\(port)" }

    /// Ends the server and removes its files.
    package func stop() {
        // Not SIGTERM, which the child may have inherited as blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static let openssl = URL(filePath: "/usr/bin/openssl")

    private static func makeCertificate(key: String, certificate: String) throws {
        let process = Process()
        process.executableURL = openssl
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(text: "openssl req ended with \(process.terminationStatus)") }
    }

    /// Reads the line `ACCEPT 127.0.0.1:port`, after which connections are taken.
    private static func port(announcedBy output: FileHandle) throws -> UInt16 {
        var said = ""
        while true {
            if let line = said.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first(where: { $0.hasPrefix("ACCEPT") }) {
                guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else { throw Failure(text: said) }
                return port
            }
            let data = output.availableData
            guard !data.isEmpty else { throw Failure(text: said) }
            said += String(decoding: data, as: UTF8.self)
        }
    }
}

/// The server's side of the shortest HTTP/2 exchange (RFC 9113).
private enum HTTP2Script {
    static func play(from output: FileHandle, to input: FileHandle) {
        var heard: [UInt8] = []
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        // `s_server` prints words of its own about the session first.
        while true {
            if let start = heard.firstRange(of: preface), hasHeaders(heard[start.upperBound...]) { break }
            let data = output.availableData
            guard !data.isEmpty else { return }
            heard += data
        }
        let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
        let acknowledgement: [UInt8] = [0, 0, 0, 4, 1, 0, 0, 0, 0]
        // HEADERS with END_STREAM and END_HEADERS on stream 1; 0x88 is `:status: 200` of HPACK's static table.
        let headers: [UInt8] = [0, 0, 1, 1, 5, 0, 0, 0, 1, 0x88]
        try? input.write(contentsOf: settings + acknowledgement + headers)
    }

    /// Whether a HEADERS frame is among the frames that have arrived whole.
    private static func hasHeaders(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            let size = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            guard rest.count >= 9 + size else { return false }
            if head[3] == 1 { return true }
            rest = rest.dropFirst(9 + size)
        }
        return false
    }
}
