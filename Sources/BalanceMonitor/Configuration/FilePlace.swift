import Glibc

/// Joins paths as text, without asking the file system.
enum FilePlace {
    /// Whether a folder has this name, or is what a link of this name leads to: the one thing that is asked.
    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// `path` as seen from `directory`; one that begins with `/` stays what it is.
    static func resolve(_ path: String, in directory: String) -> String {
        if path.hasPrefix("/") || directory.isEmpty { return path }
        return directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
    }

    /// The directory that `path` lies in: empty for a bare name, which the working directory has.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
