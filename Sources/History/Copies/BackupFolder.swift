import Domain
import Glibc

/// The directory of a database's backups: what lies in it that is ours, and how much room is left.
package struct BackupFolder: Sendable {
    /// Where it is.
    package let path: String
    /// The database's file name without its ending, with which the names of its backups begin.
    private let stem: String
    private let free: @Sendable (String) -> Int64?

    /// The folder at `path` for backups of the database at `database`; `free` says how many bytes are left on the disk of a directory.
    package init(path: String, database: String, free: @escaping @Sendable (String) -> Int64? = BackupFolder.freeBytes) {
        self.path = path
        let name = database.split(separator: "/").last ?? "balance.db"
        stem = name.hasSuffix(".db") ? String(name.dropLast(3)) : String(name)
        self.free = free
    }

    /// Makes the directory where it is missing, for owner and group alone; it belongs to whoever owns the database.
    func create(for database: String) throws(HistoryError) {
        guard access(path, F_OK) != 0 else { return }
        guard mkdir(path, 0o750) == 0 else { throw .cannotCopy(path: path, reason: systemReason()) }
        try FileOwner(of: database)?.give(path)
    }

    /// The file of a backup made at `instant`: `balance-20261123T031500Z.db`, with a number behind where that is taken: `…Z-2.db`.
    func file(at instant: Instant) -> String {
        DatabaseFile.unused("\(path)/\(stem)-" + instant.compact, ending: ".db")
    }

    /// The file of the copy that is made before a schema is brought up to date; a later one takes the place of an earlier one.
    func file(schema: Int) -> String { "\(path)/\(stem)-schema-\(schema).db" }

    /// The backups, oldest first: files named as ours that hold a database of ours. Whatever else lies there is nobody's business.
    package func backups() throws(HistoryError) -> [String] {
        let ours = try names().compactMap { name in BackupName(name, stem: stem).map { (name, order: $0) } }
        return ours.sorted { $0.order < $1.order }.map { "\(path)/\($0.0)" }.filter { file in
            var status = stat()
            guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
            return (try? DatabaseFile(path: file).inspect()) != nil
        }
    }

    /// Removes what a backup left half made that was killed; nobody else may be making one.
    func removeDrafts() throws(HistoryError) {
        for name in try names() where name.hasPrefix(".\(stem)-") && name.contains(".partial") { unlink("\(path)/\(name)") }
    }

    /// Where a copy is made before it gets the name `file`.
    func draft(of file: String) -> DatabaseFile {
        DatabaseFile(path: "\(path)/." + (file.split(separator: "/").last ?? "") + ".partial")
    }

    /// How many bytes are left on its disk for whoever is not root; nil where that cannot be told.
    var freeBytes: Int64? { free(path) }

    /// The bytes left on the disk of a directory, as the system says.
    package static let freeBytes: @Sendable (String) -> Int64? = { path in
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }

    /// The same in another directory.
    func moved(to path: String) -> BackupFolder { BackupFolder(path: path, stem: stem, free: free) }

    private init(path: String, stem: String, free: @escaping @Sendable (String) -> Int64?) {
        self.path = path
        self.stem = stem
        self.free = free
    }

    private func names() throws(HistoryError) -> [String] { try Self.names(in: path) }

    /// What lies in the directory at `path`.
    static func names(in path: String) throws(HistoryError) -> [String] {
        guard let stream = opendir(path) else { throw .cannotOpen(path: path, reason: systemReason()) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }
}

extension Instant {
    /// `20261123T031500Z`, as it stands in files' names.
    var compact: String { rfc3339.filter { $0 != "-" && $0 != ":" } }
}
