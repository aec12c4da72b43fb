import Glibc

/// A small text file of the host as it was read, with what its permissions allow.
struct HostFile {
    let text: String
    /// Whether every user of the host may read it (`o+r`).
    let isReadableByAll: Bool

    /// Reads all of a regular file of at most `limit` bytes of UTF-8.
    init(path: String, limit: Int) throws(HostFileError) {
        // Without O_NONBLOCK a named pipe would hang here for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw HostFileError(code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw HostFileError(code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw HostFileError(reason: "it is not a regular file") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw HostFileError(code: errno) }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw HostFileError(reason: "it is larger than \(limit / 1024) KiB") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw HostFileError(reason: "it is not UTF-8 text") }
        self.text = text
        isReadableByAll = status.st_mode & S_IROTH != 0
    }
}

/// Why a file or directory could not be read: the end of a sentence that begins with its path.
struct HostFileError: Error, CustomStringConvertible {
    let reason: String
    /// Whether there is no such file.
    let isAbsence: Bool

    init(code: Int32) {
        reason = String(cString: strerror(code))
        isAbsence = code == ENOENT
    }

    init(reason: String) {
        self.reason = reason
        isAbsence = false
    }

    var description: String { "cannot be read: \(reason)" }
}
