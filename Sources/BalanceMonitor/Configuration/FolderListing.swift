import Glibc

/// The names in a folder of configuration files: those that are read, and those that somebody may believe are.
struct FolderListing {
    /// The `*.toml` files, in the order of their bytes.
    private(set) var read: [String] = []
    /// Files that are not read, although nothing about their names says that they are not meant.
    private(set) var unread: [String] = []

    /// Looks into `directory`; empty where there is none.
    ///
    /// Throws `HostFileError`, also for a link that leads nowhere and for a name that is not UTF-8, which no message could give as it is.
    init(_ directory: String) throws(HostFileError) {
        guard let stream = opendir(directory) else {
            guard errno == ENOENT else { throw HostFileError(code: errno) }
            var status = stat()
            if lstat(directory, &status) == 0 { throw HostFileError(reason: "it is a link, and nothing is where it leads") }
            return
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                let shown = bytes.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16) }.joined()
                throw HostFileError(reason: "it holds a file whose name is not UTF-8, \(shown): rename that file")
            }
            if name.hasSuffix(".toml"), !name.hasPrefix(".") {
                read.append(name)
            } else if Self.isMeant(name), Self.isFile(FilePlace.resolve(name, in: directory)) {
                unread.append(name)
            }
        }
        read.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        unread.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What to call the file so that it is read: `MGID.toml` for `MGID.TOML` and for `MGID.toml.txt`.
    static func readName(for name: String) -> String {
        let lower = name.lowercased()
        let stem = lower.firstRange(of: ".toml").map { name.prefix(lower.distance(from: lower.startIndex, to: $0.lowerBound)) }
        return (stem ?? name.prefix { $0 != "." }) + ".toml"
    }

    /// No hidden file, none that an editor, dpkg or rpm left, none that somebody put aside.
    private static func isMeant(_ name: String) -> Bool {
        let lower = name.lowercased()
        let leftovers = [
            "~", "#", ".bak", ".old", ".orig", ".save", ".swp", ".tmp", ".disabled", ".off", ".example", ".sample", ".rpmnew", ".rpmsave",
            ".rpmorig", ".md",
        ]
        return !lower.hasPrefix(".") && !lower.hasPrefix("#") && !lower.hasPrefix("readme") && !lower.contains(".dpkg-")
            && !lower.contains(".ucf-") && !leftovers.contains { lower.hasSuffix($0) }
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
