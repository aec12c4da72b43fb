import Glibc

/// A file that is the old one or the new one, and never half of it.
struct PictureFile {
    let path: String

    /// Writes beside the file and puts it in its place. Throws `VerbEnd`.
    func write(_ bytes: [UInt8]) throws(VerbEnd) {
        let draft = path + ".\(getpid()).new"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(errno) }
        var (rest, code) = (bytes[...], Int32(0))
        while !rest.isEmpty, code == 0 {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { code = errno }
        }
        if code == 0, fsync(file) != 0 { code = errno }
        close(file)
        if code == 0, rename(draft, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(draft)
            throw failure(code)
        }
    }

    private func failure(_ code: Int32) -> VerbEnd {
        VerbEnd(.failed, "the picture cannot be written to \(path): \(String(cString: strerror(code))); name another file with -o")
    }
}
