import Glibc
import Synchronization

/// The right to write a database: an advisory lock on `PATH.lock`, held for as long as this object lives, even past `kill -9` not longer.
///
/// The daemon holds it; a verb that must be alone (`restore`, `setup`, `import`) takes it and finds out whether the daemon runs.
package final class WriterLock: Sendable {
    /// The file that is locked.
    private let file: String
    private let descriptor: Mutex<CInt>

    /// Takes the lock of the database at `path`, without waiting; throws `HistoryError.locked` when another process holds it.
    ///
    /// A folder is refused, and gets no lock beside it.
    package init(database path: String) throws(HistoryError) {
        // The file itself is locked, under whatever name it was given: two links to one database are one database.
        file = Self.resolved(path) + ".lock"
        try DatabaseFile(path: path).expectNoFolder()
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: file, reason: systemReason()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let reason = systemReason()
            close(descriptor)
            throw isHeld ? .locked(path: path) : .cannotOpen(path: file, reason: reason)
        }
        self.descriptor = Mutex(descriptor)
    }

    /// What became of the lock's file.
    package enum Hold: Hashable, Sendable {
        /// Nobody else can take the lock.
        case held
        /// The file was removed, and the lock is held again.
        case renewed
        /// The file was removed, and another process holds the lock now.
        case lost
    }

    /// Takes the lock again where its file was removed: else another process would find nothing locked.
    ///
    /// A folder that is not there any more is `held`: nothing can be locked in it.
    package func renew() -> Hold {
        descriptor.withLock { descriptor in
            guard FileIdentity(of: file) != FileIdentity(open: descriptor) else { return .held }
            let next = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
            guard next >= 0 else { return .held }
            guard flock(next, LOCK_EX | LOCK_NB) == 0 else {
                close(next)
                return .lost
            }
            close(descriptor)
            descriptor = next
            return .renewed
        }
    }

    /// Whether another process writes the database at `path` at this moment, which is to say: whether the daemon runs.
    ///
    /// Looks by taking the lock for an instant and giving it back. Throws `HistoryError.cannotOpen` where it may not look.
    package static func isHeld(database path: String) throws(HistoryError) -> Bool {
        let file = resolved(path) + ".lock"
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            // Nobody has ever written it.
            if errno == ENOENT { return false }
            throw .cannotOpen(path: file, reason: systemReason())
        }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// The file behind a link, which is what a database is; the path itself where nothing is there.
    static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    deinit {
        descriptor.withLock { _ = close($0) }
    }
}

/// The system's sentence for `errno`, or for another of its codes.
func systemReason(_ code: CInt = errno) -> String {
    String(cString: strerror(code))
}
