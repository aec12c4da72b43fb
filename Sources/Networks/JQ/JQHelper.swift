internal import FoundationEssentials
internal import Glibc
import Synchronization

/// The daemon's end of one helper process; the process ends with it.
struct JQHelper: ~Copyable {
    /// What came of sending a request.
    enum Answer {
        case reply([UInt8])
        /// The time was over.
        case late
        /// The result is not wanted any more.
        case unwanted
        /// The helper has closed its end: it is dead.
        case closed
    }

    /// No request and no reply has more bytes.
    static let largest = 16 << 20

    /// A process that is not the program itself, such as a test, takes the program that lies beside it.
    private static let program = Mutex(programBeside())

    private let id: pid_t
    private let socket: Int32

    /// From now on the running program is the helper, also after another version has taken its place on the disk.
    static func useThisProgram() {
        program.withLock { $0 = "/proc/self/exe" }
    }

    private static func programBeside() -> String {
        let this = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return this.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/balance-monitor"
    }

    /// Starts a helper and waits until it has confined itself; throws `JQError.noHelper`.
    static func start() throws(JQError) -> JQHelper {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .noHelper(String(cString: strerror(errno)))
        }
        let spawned = spawn(program.withLock { $0 }, standardInput: ends[1])
        close(ends[1])
        let id: pid_t
        do throws(JQError) {
            id = try spawned.get()
        } catch {
            close(ends[0])
            throw error
        }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        let helper = JQHelper(id: id, socket: ends[0])
        // A loaded machine takes its time to load the libraries.
        switch helper.exchange(nil, until: .now + .seconds(20), bell: -1, isWanted: { true }) {
        case .reply: return helper
        case .late: throw .noHelper("it does not start")
        case .closed, .unwanted: throw .noHelper("it ends at once: \(helper.end())")
        }
    }

    private init(id: pid_t, socket: Int32) {
        self.id = id
        self.socket = socket
    }

    deinit {
        _ = Self.kill(id, socket)
    }

    /// With no environment, no descriptor of ours but the socket, and no signal blocked or ignored.
    private static func spawn(_ program: String, standardInput: Int32) -> Result<pid_t, JQError> {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, standardInput, 0)
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words = [strdup("balance-monitor"), strdup(FilterHelper.argument), nil]
        // Without HOME libjq would look for definitions in the home of the user's entry.
        var variables = [strdup("HOME=/dev/null"), nil]
        defer { for word in words + variables { free(word) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &files, &attributes, &words, &variables)
        return code == 0 ? .success(id) : .failure(.noHelper("\(program): \(String(cString: strerror(code)))"))
    }

    // MARK: Talk

    /// Whether it has not closed its end.
    var isAlive: Bool {
        var file = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, 0) == 0
    }

    /// Waits for the bell; false when the helper died or spoke unasked before.
    func isSilent(until bell: Int32) -> Bool {
        var files = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0), pollfd(fd: socket, events: Int16(POLLIN), revents: 0)]
        _ = poll(&files, 2, -1)
        if files[0].revents != 0 { Self.quiet(bell) }
        return files[1].revents == 0
    }

    /// Waits for the bell where there is no helper.
    static func wait(for bell: Int32) {
        var file = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
        if poll(&file, 1, -1) > 0 { quiet(bell) }
    }

    private static func quiet(_ bell: Int32) {
        var count: UInt64 = 0
        _ = read(bell, &count, 8)
    }

    /// Sends `request` (nil: nothing) and waits for a reply; asks `isWanted` whenever the bell rings.
    func exchange(_ request: [UInt8]?, until deadline: ContinuousClock.Instant, bell: Int32, isWanted: () -> Bool) -> Answer {
        let frame = request.map { JQFrame.header(of: $0.count) + $0 } ?? []
        var (sent, frameIn) = (0, JQFrame())
        while true {
            var files = [
                pollfd(fd: socket, events: Int16(sent < frame.count ? POLLOUT : POLLIN), revents: 0),
                pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            ]
            let left = max(.zero, deadline - .now) / .milliseconds(1)
            let ready = poll(&files, 2, Int32(min(left.rounded(.up), 1_000_000)))
            if files[1].revents != 0 { Self.quiet(bell) }
            guard isWanted() else { return .unwanted }
            if ready <= 0 {
                if deadline <= .now { return .late }
                continue
            }
            guard files[0].revents != 0 else { continue }
            if sent < frame.count {
                let count = frame[sent...].withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
                if count < 0, errno != EAGAIN, errno != EINTR { return .closed }
                sent += max(0, count)
            } else {
                let count = frameIn.fill { read(socket, $0.baseAddress, $0.count) }
                if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { return .closed }
                guard frameIn.isSound(within: Self.largest) else { return .closed }
                if let reply = frameIn.whole { return .reply(reply) }
            }
        }
    }

    // MARK: End

    /// Ends a helper that has closed its end, and says what the filter died of.
    consuming func end() -> JQError {
        let status = Self.kill(id, socket)
        discard self
        let signal = status & 0x7F
        switch signal {
        case 0 where status >> 8 & 0xFF == JQServer.Exit.outOfMemory.rawValue: return .outOfMemory
        case 0 where status >> 8 & 0xFF == JQServer.Exit.notConfined.rawValue: return .noHelper("it cannot limit its own memory")
        case 0: return .noHelper("it ended with code \(status >> 8 & 0xFF)")
        case SIGXCPU: return .tookTooLong
        case SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS: return .crashed(signal)
        default: return .killed(signal)
        }
    }

    /// Kills the process and takes its status; one that has closed its end has a status already.
    private static func kill(_ id: pid_t, _ socket: Int32) -> Int32 {
        close(socket)
        _ = Glibc.kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
