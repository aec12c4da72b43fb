import FoundationEssentials
import Glibc

/// A service manager's side of sd_notify(3): a datagram socket in a directory of its own.
package final class NotificationSocket: Sendable {
    /// Why there is no socket, or no message on it.
    package struct Trouble: Error {
        let reason: String
    }

    /// What `NOTIFY_SOCKET` must say.
    package let path: String
    private let folder: String
    private let descriptor: Int32

    package init() throws {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/notify-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble(reason: "no directory") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/socket"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { throw Trouble(reason: "\(path) is too long") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw Trouble(reason: "\(path): \(String(cString: strerror(errno)))") }
    }

    deinit {
        close(descriptor)
        unlink(path)
        rmdir(folder)
    }

    /// The messages that have come and were not taken yet, the lines of each.
    package func messages() -> [[String]] {
        var messages: [[String]] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { return messages }
            messages.append(String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map { String($0) })
        }
    }

    /// All messages until one has a line that begins with `prefix`, which comes last; throws when `time` is over.
    package func messages(until prefix: String, within time: Duration = .seconds(20)) async throws -> [[String]] {
        let deadline = ContinuousClock.now + time
        var all: [[String]] = []
        while ContinuousClock.now < deadline {
            all += messages()
            if all.contains(where: { $0.contains { $0.hasPrefix(prefix) } }) { return all }
            // Another process sends, and nothing but the kernel tells of it.
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Trouble(reason: "no \(prefix) within \(time), only \(all)")
    }
}
