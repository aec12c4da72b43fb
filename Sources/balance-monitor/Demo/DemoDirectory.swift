import FoundationEssentials
import Glibc
import Simulator

/// The directory that a demo lives in: told from all others by a marker, which a running demo holds locked.
final class DemoDirectory: Sendable {
    private static let marker = ".balance-monitor-demo"
    private static let markerText = "Made by `balance-monitor demo`, which writes its files anew at each start.\n"
    /// What a demo leaves behind, by the beginnings of names; nothing else is ever removed.
    private static let own = ["config.toml", "accounts.d", "networks.d", "secrets", "backups", "balance.db", "session.db", "demo.log"]

    let path: String
    private let lock: Int32

    /// Makes the directory, or clears the one of an earlier demo; throws `DemoProblem`, and has then changed nothing.
    init(path: String) throws {
        self.path = path
        let files = FileManager.default
        let marker = path + "/" + Self.marker
        let known = try Self.names(in: path)
        guard known.isEmpty || known.contains(Self.marker) else {
            throw DemoProblem("\(path) is not empty and was not made by demo: name another directory with --directory, or empty this one")
        }
        if known.isEmpty { try Self.make(path) }
        lock = open(marker, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard lock >= 0 else { throw DemoProblem(errnoOf: marker) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw DemoProblem("a demo is running in \(path) already: end it, or name another directory with --directory")
        }
        for name in known where Self.own.contains(where: name.hasPrefix) {
            do {
                try files.removeItem(atPath: path + "/" + name)
            } catch {
                throw DemoProblem(
                    "\(path)/\(name) of an earlier demo cannot be removed: remove it, or name another directory with --directory")
            }
        }
        try write(Self.markerText, to: Self.marker)
    }

    /// Makes the directory and those above it.
    private static func make(_ path: String) throws {
        guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw DemoProblem(
                "the directory \(path) cannot be made (\(String(cString: strerror(errno)))): name another one with --directory")
        }
        try make(String(path[..<slash]))
        guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        throw DemoProblem("the directory \(path) cannot be made (\(String(cString: strerror(errno)))): name another one with --directory")
    }

    deinit {
        close(lock)
    }

    /// The path of a file within.
    func path(of name: String) -> String { path + "/" + name }

    /// Writes a file of the configuration, and the directory that it lies in.
    func write(_ file: DemoFiles.File) throws { try write(file.text, to: file.path, isSecret: file.isSecret) }

    private func write(_ text: String, to name: String, isSecret: Bool = false) throws {
        let place = path(of: name)
        let parent = String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)])
        if mkdir(parent, isSecret ? 0o700 : 0o755) != 0, errno != EEXIST { throw DemoProblem(errnoOf: parent) }
        let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isSecret ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw DemoProblem(errnoOf: place) }
        defer { close(descriptor) }
        let text = Array(text.utf8)
        guard Glibc.write(descriptor, text, text.count) == text.count else { throw DemoProblem(errnoOf: place) }
    }

    private static func names(in path: String) throws -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return [] }
            throw DemoProblem(errnoOf: path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw DemoProblem("\(path) is no directory: name one with --directory") }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw DemoProblem("the directory \(path) cannot be read: name another one with --directory")
        }
    }
}

/// Why there can be no demo, in one sentence.
struct DemoProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension DemoProblem {
    /// What the system just said about `file`.
    init(errnoOf file: String) {
        self.init("\(file): \(String(cString: strerror(errno)))")
    }
}
