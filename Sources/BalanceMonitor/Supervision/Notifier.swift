import Glibc

/// Tells the service manager how the daemon is, by the protocol of sd_notify(3); nobody is told where nobody asked.
struct Notifier: Sendable {
    /// The longest path that a Unix socket's address holds, its end included.
    private static let longestPath = 108

    /// The path of the manager's socket; one that begins with "@" is in the abstract name space.
    let path: String
    /// How often the manager wants to hear that all is well; nil where it does not watch this process.
    let watchdog: Duration?

    /// Nil unless `NOTIFY_SOCKET` names a socket that can be written to.
    init?(environment: [String: String], process: pid_t = getpid()) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@"), path.utf8.count < Self.longestPath else {
            return nil
        }
        self.path = path
        let isForAnother = environment["WATCHDOG_PID"].map { $0 != "\(process)" } ?? false
        let wanted = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? Duration.microseconds($0) : nil }
        watchdog = isForAnother ? nil : wanted
    }

    /// Sends one message of these `KEY=VALUE` lines; returns whether the manager has it. Never waits.
    @discardableResult func send(_ lines: String...) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var name = Array(path.utf8)
        if path.hasPrefix("@") { name[0] = 0 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        // A name in the file system may end with a zero; an abstract one is as long as it says.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let message = Array(lines.joined(separator: "\n").utf8)
        return withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, message, message.count, flags, $0, length)
                    == message.count
            }
        }
    }

    /// Says that the configuration is being read anew; `send("READY=1")` says that this is over.
    func sayReloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1", "MONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)")
    }

    /// Asks for the time that opening a database of `bytes` may take: a migration copies and reads all of it, on a slow card.
    func askForTime(toOpen bytes: Int64?) {
        let seconds = 60 + (bytes ?? 0) / 1_048_576
        send("STATUS=Opening the history", "EXTEND_TIMEOUT_USEC=\(seconds * 1_000_000)")
    }
}
