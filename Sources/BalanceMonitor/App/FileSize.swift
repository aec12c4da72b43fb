import Glibc

/// How large a file is.
enum FileSize {
    /// Bytes of the file at `path`; nil when it is not there.
    static func bytes(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
