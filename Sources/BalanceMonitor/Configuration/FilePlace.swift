/// Joins paths as text, without asking the file system.
enum FilePlace {
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
