import Domain
import GRDB
import Glibc
import History

/// A directory of its own for one test, removed with all that is in it.
final class Scratch: Sendable {
    let directory: String

    init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/balance-monitor-history-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ScratchError.noDirectory }
        directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        if let stream = opendir(directory) {
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                unlink("\(directory)/\(name)")
            }
            closedir(stream)
        }
        rmdir(directory)
    }

    var path: String { directory + "/balance.db" }

    func open() throws -> History {
        try History.open(path: path, lock: WriterLock(database: path))
    }

    func bytes(_ name: String = "balance.db") throws -> [UInt8] {
        let file = Glibc.open("\(directory)/\(name)", O_RDONLY)
        guard file >= 0 else { throw ScratchError.noFile(name) }
        defer { close(file) }
        var (all, part) = ([UInt8](), [UInt8](repeating: 0, count: 65536))
        while case let count = read(file, &part, part.count), count > 0 { all += part.prefix(count) }
        return all
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let file = Glibc.open("\(directory)/\(name)", O_RDWR | O_CREAT | O_TRUNC, 0o640)
        guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else { throw ScratchError.noFile(name) }
        close(file)
    }

    func exists(_ name: String) -> Bool { access("\(directory)/\(name)", F_OK) == 0 }

    func mode(_ name: String) -> mode_t? {
        var status = stat()
        return stat("\(directory)/\(name)", &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    /// A connection of another program, with none of our settings.
    func stranger() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}

enum ScratchError: Error {
    case noDirectory
    case noFile(String)
}

/// Literals of the domain's values, for tables of cases.
func at(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }
func money(_ micros: Int64) -> Money { Money(micros: micros) }
