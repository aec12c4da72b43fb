package import Domain
import Glibc
import Synchronization

/// The system's time zones, read again when their files change, so that an update of tzdata arrives without a restart.
package final class ZoneFiles: Sendable {
    private let directory: String
    private let read = Mutex<[String: (stamp: FileStamp, zone: Zone)]>([:])

    /// The zones below `directory`, which is the system's as a rule.
    package init(directory: String = "/usr/share/zoneinfo") {
        self.directory = directory
    }

    /// The zone called `name` (`Europe/Moscow`); throws `ZoneFileError` where there is none, `ZoneError` where its file is broken.
    ///
    /// Where its file is not there: the zone under its present name, or else the rules that were read last.
    package func zone(named name: String) throws -> Zone {
        guard Self.isName(name) else { throw ZoneFileError(zone: name, directory: directory, problem: .notAName) }
        switch standIn(for: name) {
        case nil: return try zone(name, inFileOf: name)
        case .presentName(let present)?: return try zone(name, inFileOf: present)
        case .lastKnown?:
            guard let known = read.withLock({ $0[name] }) else { throw failure(ENOENT, name) }
            return known.zone
        }
    }

    private func zone(_ name: String, inFileOf file: String) throws -> Zone {
        let descriptor = open(directory + "/" + file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, name) }
        defer { close(descriptor) }
        let stamp = try stamp(of: descriptor, name)
        if let known = read.withLock({ $0[name] }), known.stamp == stamp { return known.zone }
        let zone = try Zone(name: name, bytes: bytes(of: descriptor, size: stamp.size, name))
        read.withLock { $0[name] = (stamp, zone) }
        return zone
    }

    /// Whether there is a file for a zone called `name`, or something in its place; whether it can be understood only `zone(named:)` says.
    package func exists(_ name: String) -> Bool { Self.isName(name) && (hasFile(name) || standIn(for: name) != nil) }

    /// The present name of the zone called `name`, where the host has it under that name alone; nil for all others.
    package func presentName(of name: String) -> String? {
        if case .presentName(let present)? = standIn(for: name) { present } else { nil }
    }

    /// What serves in the place of a zone whose file is not there; nil where it is there, or where nothing does.
    package func standIn(for name: String) -> ZoneStandIn? {
        guard Self.isName(name), !hasFile(name) else { return nil }
        if let present = ZoneNames.present(of: name, in: directory), hasFile(present) { return .presentName(present) }
        return read.withLock { $0[name] } == nil ? nil : .lastKnown
    }

    private func hasFile(_ name: String) -> Bool {
        var status = stat()
        return stat(directory + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// What the tz database allows in a name; no way out of the directory is among it.
    private static func isName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return name.utf8.count <= 255
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || "+-_".utf8.contains($0)
                    }
            }
    }

    private func stamp(of descriptor: Int32, _ name: String) throws -> FileStamp {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno, name) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure(ENOENT, name) }
        return FileStamp(
            seconds: Int(status.st_mtim.tv_sec), nanoseconds: Int(status.st_mtim.tv_nsec), size: Int(status.st_size),
            inode: UInt64(status.st_ino))
    }

    /// The largest zone of tzdata has less than 4 KiB; what has more than a mebibyte is none.
    private func bytes(of descriptor: Int32, size: Int, _ name: String) throws -> [UInt8] {
        guard size <= 1 << 20 else { throw failure(EFBIG, name) }
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress.map { $0 + filled }, size - filled, off_t(filled)) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno, name) }
            guard count > 0 else { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    private func failure(_ code: Int32, _ name: String) -> ZoneFileError {
        ZoneFileError(zone: name, directory: directory, problem: code == ENOENT || code == ENOTDIR ? .missing : .unreadable(code: code))
    }
}

/// What serves in the place of a time zone whose file is not on the host.
package enum ZoneStandIn: Hashable, Sendable, CustomStringConvertible {
    /// The same zone under the name that it has now.
    case presentName(String)
    /// The rules that this process read while the file was there.
    case lastKnown

    package var description: String {
        switch self {
        case .presentName(let name): name
        case .lastKnown: "the rules that were read last"
        }
    }
}

/// Why a time zone's file could not be opened.
package struct ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        /// No zone can be called that.
        case notAName
        /// There is no such file.
        case missing
        /// The operating system refused; `code` is its errno.
        case unreadable(code: Int32)
    }

    package let zone: String
    package let directory: String
    package let problem: Problem

    package init(zone: String, directory: String, problem: Problem) {
        self.zone = zone
        self.directory = directory
        self.problem = problem
    }

    package var description: String {
        let name = "time zone \"\(zone.prefix(80))\""
        switch problem {
        case .notAName: return "\(name) is not a name of the tz database; write it as Europe/Moscow"
        case .missing:
            return
                "\(name) does not exist in \(directory); check its spelling, and that the package tzdata is installed (old names are in tzdata-legacy)"
        case .unreadable(let code): return "\(name) cannot be read from \(directory): \(String(cString: strerror(code)))"
        }
    }
}

/// What changes when a file is replaced.
private struct FileStamp: Hashable, Sendable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
    let inode: UInt64
}
