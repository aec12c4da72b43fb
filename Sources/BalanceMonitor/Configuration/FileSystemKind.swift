import FoundationEssentials
import Glibc

/// What kind of file system a path is on, as far as SQLite minds: its write-ahead log needs shared memory and locks of one machine.
///
/// <https://sqlite.org/wal.html>: "WAL does not work over a network filesystem".
enum FileSystemKind: Hashable, Sendable {
    /// Of a network or a cluster, with its name: locks and the log's index are not shared there, or not reliably.
    case network(String)
    /// A program's or a hypervisor's own (FUSE, 9P), which may lead to another host or not.
    case userSpace(String)
    /// All others.
    case local

    /// The kind of a file system that the kernel calls `type`, such as `nfs4` or `fuse.sshfs`.
    init(type: String) {
        let networks: Set<String> = [
            "nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "afs", "coda", "lustre", "gpfs", "beegfs", "ncpfs", "glusterfs", "davfs",
            "vboxsf",
            "vmhgfs", "prl_fs", "fuse.ceph", "fuse.ceph-fuse", "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "fuse.davfs2",
            "fuse.curlftpfs", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "fuse.juicefs", "fuse.smbnetfs",
        ]
        // `fuseblk` is on a disk of this host.
        let isProgram = type == "9p" || type == "virtiofs" || type == "fuse" || type.hasPrefix("fuse.") && type != "fuse.fuse-overlayfs"
        self = networks.contains(type) ? .network(type) : isProgram ? .userSpace(type) : .local
    }

    /// Where a file at `path` lies or would lie; local where that cannot be told.
    static func of(_ path: String) -> FileSystemKind {
        guard let device = device(of: path), let data = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return .local }
        return type(of: device, in: String(decoding: data, as: UTF8.self)).map(FileSystemKind.init(type:)) ?? .local
    }

    /// The type of the file system with this `MAJOR:MINOR` in the text of `/proc/self/mountinfo`; see proc_pid_mountinfo(5).
    static func type(of device: String, in mounts: String) -> String? {
        for line in mounts.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2, words[2] == device, let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { continue }
            return String(words[dash + 1])
        }
        return nil
    }

    /// `MAJOR:MINOR` of what is at `path`, or of the nearest folder above it that is there.
    private static func device(of path: String) -> String? {
        var place = path
        while true {
            var status = stat()
            if stat(place.isEmpty ? "." : place, &status) == 0 {
                // As makedev(3) puts them together.
                let device = UInt64(status.st_dev)
                let (major, minor) = ((device >> 8) & 0xFFF | (device >> 32) & ~0xFFF, device & 0xFF | (device >> 12) & ~0xFF & 0xFFFF_FFFF)
                return "\(major):\(minor)"
            }
            guard errno == ENOENT || errno == ENOTDIR, !place.isEmpty, place != "/" else { return nil }
            place = FilePlace.directory(of: place)
        }
    }
}
