import Glibc

/// A database as a file on disk: what its first bytes say, and who may read it. Never opens it through SQLite.
struct DatabaseFile {
    let path: String

    /// The database and its companions, which hold money just as it does; `-journal` is what another program's settings leave.
    var all: [String] { [path, path + "-shm"] + Self.logEndings.map { path + $0 } }

    /// What the files are called behind a database's name in which commits wait, or what undoes one.
    static let logEndings = ["-wal", "-journal"]

    /// Whether a part of the database is not in its own file.
    var hasLog: Bool { Self.logEndings.contains { DatabaseFile(path: path + $0).bytes > 0 } }

    /// How much the database and its log take, in bytes.
    var bytes: Int64 {
        [path, path + "-wal"].reduce(0) { sum, file in
            var status = stat()
            return stat(file, &status) == 0 ? sum + Int64(status.st_size) : sum
        }
    }

    /// Whether anything is there, a link to nowhere included: what cannot be opened is refused, never replaced by a new history.
    var exists: Bool {
        var status = stat()
        return lstat(path, &status) == 0 || errno != ENOENT
    }

    /// Refuses a folder, which some path names by mistake.
    func expectNoFolder() throws(HistoryError) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        throw .cannotOpen(path: path, reason: systemReason(EISDIR))
    }

    /// Whether it is this very file, under whatever name and through whatever link.
    func isSame(as other: DatabaseFile) -> Bool {
        FileIdentity(of: path).map { $0 == FileIdentity(of: other.path) } ?? false
    }

    /// `NAMEending`, or where that is taken `NAME-2ending` and so on.
    static func unused(_ name: String, ending: String = "") -> String {
        var (candidate, count) = (name + ending, 1)
        while DatabaseFile(path: candidate).exists {
            count += 1
            candidate = "\(name)-\(count)\(ending)"
        }
        return candidate
    }

    /// Refuses what is no database of ours or of a later schema, by the header alone, without any lock or write.
    func inspect() throws(HistoryError) {
        let header = try header()
        guard header.count == 100, header.starts(with: "SQLite format 3\0".utf8) else { throw .foreign(path: path) }
        guard Self.number(header[68..<72]) == Schema.applicationID else { throw .foreign(path: path) }
        let version = Int(Self.number(header[60..<64]))
        // A version below 0 reads as one far above: neither is ours.
        guard version <= Schema.version else { throw .newer(path: path, version: version, known: Schema.version) }
    }

    /// Lets the owner write, the group read and nobody else see, for each file that is there.
    func restrictModes() throws(HistoryError) {
        for file in all {
            var status = stat()
            guard stat(file, &status) == 0 else { continue }
            guard status.st_mode & 0o777 != 0o640 else { continue }
            guard chmod(file, 0o640) == 0 else { throw .cannotOpen(path: file, reason: systemReason()) }
        }
    }

    /// Makes an empty file that only the owner writes; what was left there by an earlier attempt is removed.
    func createEmpty(mode: mode_t = 0o640) throws(HistoryError) {
        for file in all { unlink(file) }
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: systemReason()) }
        let isRestricted = fchmod(descriptor, mode) == 0
        close(descriptor)
        guard isRestricted else { throw .cannotOpen(path: path, reason: systemReason()) }
    }

    /// Removes what belongs to this name alone, once the database is closed and its log is in it.
    func removeCompanions() {
        for file in all.dropFirst() { unlink(file) }
    }

    /// Gives a finished file its name, so that it survives a power cut under either name, never half.
    func rename(to target: String) throws(HistoryError) {
        try Self.synchronise(path)
        guard Glibc.rename(path, target) == 0 else { throw .cannotOpen(path: target, reason: systemReason()) }
        try Self.synchronise(Self.directory(of: target))
    }

    /// Gives a finished file a name that nothing has, in such a way that no other file loses its own.
    func rename(toUnused target: String) throws(HistoryError) {
        try Self.synchronise(path)
        if link(path, target) == 0 {
            unlink(path)
        } else {
            // Some file systems know no second names.
            guard errno != EEXIST, !DatabaseFile(path: target).exists, Glibc.rename(path, target) == 0 else {
                throw .cannotOpen(path: target, reason: systemReason())
            }
        }
        try Self.synchronise(Self.directory(of: target))
    }

    /// The last part of a path.
    static func name(of file: String) -> String { file.split(separator: "/").last.map(String.init) ?? file }

    /// The directory in which a file lies.
    static func directory(of file: String) -> String {
        file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
    }

    /// Brings a file, or the names in a directory, to the disk.
    static func synchronise(_ file: String) throws(HistoryError) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: file, reason: systemReason()) }
        let isDone = fsync(descriptor) == 0
        let reason = systemReason()
        close(descriptor)
        guard isDone else { throw .cannotWrite(reason: reason) }
    }

    private func header() throws(HistoryError) -> [UInt8] {
        // Opening a pipe would wait for somebody to write to it.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw .cannotOpen(path: path, reason: systemReason()) }
            if exists { throw .cannotOpen(path: path, reason: "it is a link, and nothing is where it leads") }
            throw SavedCopy.newest(of: path).map { .onlySaved(path: path, copy: $0) } ?? .missing(path: path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .cannotOpen(path: path, reason: "it is no regular file")
        }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(descriptor, &bytes, 100)
        guard count >= 0 else { throw .cannotOpen(path: path, reason: systemReason()) }
        return Array(bytes.prefix(count))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int32 {
        bytes.reduce(0) { $0 << 8 | Int32($1) }
    }
}
