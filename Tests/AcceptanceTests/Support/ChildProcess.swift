import FoundationEssentials
import Glibc
import Synchronization

/// A program that a test started: signals go to its own process id, and every wait has an end.
///
/// It starts with no signal blocked or ignored, whatever the thread that starts it has: Swift's threads block some.
final class ChildProcess: Sendable {
    let id: pid_t
    /// Where its standard output and its standard error go.
    let output: String
    let errors: String
    private let status = Mutex<Exit?>(nil)

    /// How a process ended.
    enum Exit: Hashable, Sendable {
        case code(Int32)
        case signal(Int32)
    }

    struct NotStarted: Error {
        let program: String
        let reason: String
    }

    /// It did not end in time.
    struct StillRunning: Error {
        let errors: String
    }

    /// Starts `program`; what it writes goes to `NAME.out` and `NAME.err` in `folder`, after what is there.
    init(_ program: String, _ arguments: [String], environment: [String: String] = [:], folder: String, name: String) throws {
        output = "\(folder)/\(name).out"
        errors = "\(folder)/\(name).err"
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&files, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try Self.closeOthers(&files)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var variables = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var child: pid_t = 0
        let result = posix_spawn(&child, program, &files, &attributes, &words, &variables)
        guard result == 0 else { throw NotStarted(program: program, reason: String(cString: strerror(result))) }
        id = child
    }

    /// The simulators' sockets are not for children: held by one, they would go on listening after the test closed them.
    private static func closeOthers(_ files: inout posix_spawn_file_actions_t) throws {
        // Swift's module of glibc leaves this function out.
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        let name = "posix_spawn_file_actions_addclosefrom_np"
        guard let symbol = dlsym(nil, name) else { throw NotStarted(program: name, reason: "glibc 2.34 or newer is needed") }
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(&files, 3)
    }

    /// Sends a signal, unless it has ended.
    func send(_ signal: Int32) {
        if ended() == nil { kill(id, signal) }
    }

    /// How it ended; nil while it runs.
    func ended() -> Exit? {
        status.withLock { known in
            if let known { return known }
            var word: Int32 = 0
            guard waitpid(id, &word, WNOHANG) == id else { return nil }
            known = word & 0x7F == 0 ? .code(word >> 8 & 0xFF) : .signal(word & 0x7F)
            return known
        }
    }

    /// How it ended; throws `StillRunning` when `time` is over.
    func exit(within time: Duration) async throws -> Exit {
        let deadline = ContinuousClock.now + time
        while true {
            if let exit = ended() { return exit }
            guard ContinuousClock.now < deadline else { throw StillRunning(errors: String(errorText.suffix(2000))) }
            // Nothing but the kernel tells of another process's end.
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Ends it at once, if it has not ended, and waits for that.
    func destroy() {
        guard ended() == nil else { return }
        kill(id, SIGKILL)
        while ended() == nil { usleep(1000) }
    }

    var outputText: String { Self.text(of: output) }
    var errorText: String { Self.text(of: errors) }

    private static func text(of file: String) -> String {
        (try? Data(contentsOf: URL(filePath: file))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
