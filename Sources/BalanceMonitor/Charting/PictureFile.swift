import Glibc

/// A file that is the old one or the new one, and never half of it. A device or a pipe is written to, and stays what it is.
struct PictureFile {
    let path: String

    /// Writes beside the file and puts it in its place; a link is followed. Throws `VerbEnd`.
    ///
    /// A file that is there keeps its mode, and its owner where we may give it; a new one gets what the umask leaves.
    func write(_ bytes: [UInt8]) throws(VerbEnd) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        guard !isThere || status.st_mode & S_IFMT == S_IFREG else {
            return try fill(open(path, O_WRONLY | O_CLOEXEC), with: bytes)
        }
        let target = resolved
        try refuseForeign(target)
        let draft = target + ".\(getpid()).new"
        do throws(VerbEnd) {
            // Nobody may read in between what the older picture was kept from.
            let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isThere ? 0o600 : 0o666)
            if isThere, file >= 0 {
                _ = fchown(file, status.st_uid, status.st_gid)
                _ = fchmod(file, status.st_mode & 0o777)
            }
            try fill(file, with: bytes)
            guard rename(draft, target) == 0 else { throw failure(errno) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// A slip of the keyboard must not cost a database, a backup or a configuration.
    private func refuseForeign(_ target: String) throws(VerbEnd) {
        let file = open(target, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
        var start = [UInt8](repeating: 0, count: signature.count)
        let count = read(file, &start, start.count)
        guard count == 0 || start == signature else {
            throw VerbEnd(.failed, "\(path) is there and no picture, so it is left as it is: name another file with -o")
        }
    }

    private var resolved: String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Writes everything to `file` and closes it; what cannot be synchronised, a device, need not be.
    private func fill(_ file: Int32, with bytes: [UInt8]) throws(VerbEnd) {
        guard file >= 0 else { throw failure(errno) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { throw failure(errno) }
        }
        guard fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP else { throw failure(errno) }
    }

    private func failure(_ code: Int32) -> VerbEnd {
        VerbEnd(.failed, "the picture cannot be written to \(path): \(String(cString: strerror(code))); name another file with -o")
    }
}
