import Glibc
import Testing

/// The `sqlite3` program, which writes what this product never would.
enum SQLiteProgram {
    /// Runs `sql` on the database at `path`, past foreign keys and checks, and fails the test where that fails.
    static func run(_ sql: String, on path: String) throws {
        var child: pid_t = 0
        let arguments: [String] = ["sqlite3", path, "PRAGMA ignore_check_constraints = ON; " + sql]
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        try #require(posix_spawn(&child, "/usr/bin/sqlite3", nil, nil, &words, nil) == 0)
        var status: Int32 = 0
        #expect(waitpid(child, &status, 0) == child && status == 0)
    }
}
