import StrictTOML

/// `[history]`: the database and how long single readings stay in it.
package struct HistorySettings: Hashable, Sendable {
    /// The path of the SQLite file.
    package var database: String
    /// Older readings are thinned; the closings of hours are kept for ever.
    package var keepReadings: Duration
}

/// `[paths]`: where everything else lies; each path has been resolved.
package struct PathSettings: Hashable, Sendable {
    /// The database of login tokens, which is in no backup.
    package var session: String
    /// The directory of nightly backups.
    package var backups: String
    /// The directory of the network definitions that came with the program.
    package var networks: String
    /// The directory of the host's own definitions, which win: `networks.d` beside the configuration.
    package var ownNetworks: String
}

/// `[backup]`: how many nightly backups are kept, and how much of the disk is left alone.
package struct BackupSettings: Hashable, Sendable {
    /// How many backups stay.
    package var keep: Int
    /// No backup is made that would leave fewer bytes free than this.
    package var minFree: Int64
}

extension HistorySettings {
    static let standardDatabase = "/var/lib/balance-monitor/balance.db"

    /// `fileSystem` says on what a file at a path lies.
    init(_ table: TOMLReader, directory: String, fileSystem: (String) -> FileSystemKind = FileSystemKind.of) {
        let settings = SettingReader(table: table, directory: directory)
        database = settings.path("database", standard: Self.standardDatabase)
        if table.string("database")?.isEmpty != true, FilePlace.isDirectory(database) {
            let inside = FilePlace.resolve("balance.db", in: database)
            table.problem("\"database\"\(table.place) is a folder: name a file in it, like \"\(inside)\"", at: "database")
        }
        switch fileSystem(database) {
        case .network(let kind):
            table.problem(
                "\"database\"\(table.place), \(database), is on a network share (\(kind)), where SQLite's locks do not hold and the history "
                    + "would be damaged: name a file on a disk of this host, and have `balance-monitor backup` copy it to the share",
                at: "database")
        case .userSpace(let kind):
            table.warning(
                "\"database\"\(table.place), \(database), is on a file system that a program serves (\(kind)); if that leads to another host, like sshfs, "
                    + "name a file on a disk of this host", at: "database")
        case .local: break
        }
        keepReadings = settings.duration("keep_readings", standard: "400d", from: "1d", to: "36500d")
    }
}

extension PathSettings {
    static let standardNetworks = "/usr/share/balance-monitor/networks"

    /// A database that was moved takes what belongs to it along: nothing is then written to the standard places.
    init(_ table: TOMLReader, directory: String, database: String) {
        let settings = SettingReader(table: table, directory: directory)
        let isStandard = database == HistorySettings.standardDatabase
        let beside = FilePlace.directory(of: database)
        let session = settings.path("session", standard: "")
        self.session = table.keys.contains("session") ? session : FilePlace.resolve("session.db", in: beside)
        let backups = settings.path("backups", standard: "/var/backups/balance-monitor")
        self.backups = table.keys.contains("backups") || isStandard ? backups : FilePlace.resolve("backups", in: beside)
        networks = settings.path("networks", standard: Self.standardNetworks)
        ownNetworks = FilePlace.resolve("networks.d", in: directory)
    }
}

extension BackupSettings {
    init(_ table: TOMLReader) {
        keep = SettingReader(table: table, directory: "").int("keep", standard: 7, in: 1...1000)
        let text = table.string("min_free", example: "500M") ?? "500M"
        let bytes = Self.bytes(text)
        if bytes == nil {
            table.problem("\"min_free\"\(table.place) is not a size: write a whole number and M or G, like \"500M\"", at: "min_free")
        }
        if bytes == 0 {
            table.problem(
                "\"min_free\"\(table.place) must be 1M or more: backups may not take the last of the disk that the history is written to",
                at: "min_free")
        }
        minFree = bytes ?? 500_000_000
    }

    /// `500M`, `2G`: decimal units, as disks are sold and `df -H` counts.
    private static func bytes(_ text: String) -> Int64? {
        guard let unit = text.last, let factor: Int64 = ["M": 1_000_000, "G": 1_000_000_000][unit] else { return nil }
        let digits = text.dropLast()
        guard (1...6).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int64(digits) else {
            return nil
        }
        return count * factor
    }
}
