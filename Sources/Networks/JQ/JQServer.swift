internal import CJQ
internal import Glibc

/// The helper process: answers requests on its standard input until the other end closes.
enum JQServer {
    /// How it ends when it is not killed.
    enum Exit: Int32 {
        case closed = 0
        case outOfMemory = 71
        case notConfined = 72
    }

    /// All its memory, of which the program and its libraries take some 110 MB of addresses.
    private static let memory: rlim_t = 256 << 20
    /// For one request, after which the kernel ends it even where nothing else does.
    private static let processorSeconds: rlim_t = 12

    static func run() -> Never {
        guard confine() else { _exit(Exit.notConfined.rawValue) }
        var programs = JQPrograms()
        send([])
        while let request = receive() {
            allowProcessorTime()
            send(programs.reply(to: request))
        }
        _exit(Exit.closed.rawValue)
    }

    // MARK: Limits

    private static func confine() -> Bool {
        // The reason to end is the closed socket, so that the polls under way at a stop of the service still get their results.
        for number in [SIGTERM, SIGINT, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
        // The signals of a terminal are for the program alone.
        setsid()
        cjq_control_process(PR_SET_PDEATHSIG, UInt(SIGKILL))
        "balance-filter".withCString { _ = cjq_control_process(PR_SET_NAME, UInt(bitPattern: $0)) }
        if cjq_close_from(3) != 0 { for descriptor in 3..<Int32(1024) { close(descriptor) } }
        // Before all others where the kernel has to choose; the daemon must be the last.
        let score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        if score >= 0 {
            _ = write(score, "1000", 4)
            close(score)
        }
        // No image of its memory is ever written, and no other process of the user looks into it.
        cjq_control_process(PR_SET_DUMPABLE, 0)
        // What a filter has built is given back to the system, not kept.
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TRIM_THRESHOLD, 1 << 20)
        return cjq_set_limit(Int32(RLIMIT_CORE.rawValue), 0, 0) == 0 && cjq_set_limit(Int32(RLIMIT_FSIZE.rawValue), 0, 0) == 0
            && cjq_set_limit(Int32(RLIMIT_AS.rawValue), memory, memory) == 0
    }

    /// The limit counts from the start of the process, so it moves on with each request.
    private static func allowProcessorTime() {
        var used = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
        cjq_set_limit(Int32(RLIMIT_CPU.rawValue), rlim_t(used.tv_sec) + processorSeconds, .max)
    }

    // MARK: Talk

    private static func receive() -> [UInt8]? {
        var frame = JQFrame()
        while true {
            if let whole = frame.whole { return whole }
            let count = frame.fill { read(0, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0, frame.isSound(within: JQHelper.largest) else { return nil }
        }
    }

    private static func send(_ message: [UInt8]) {
        let bytes = JQFrame.header(of: message.count) + message
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(0, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { _exit(Exit.closed.rawValue) }
            sent += count
        }
    }
}

/// The compiled filters of a helper: as many as any installation has, and no more.
struct JQPrograms {
    private static let most = 256
    private var programs: [String: (machine: JQMachine, lastUse: Int)] = [:]
    private var uses = 0

    /// Compiles the filter, unless it did so before, and runs it where there is an input.
    mutating func reply(to request: [UInt8]) -> [UInt8] {
        var reader = JQReader(request)
        guard let source = reader.text(), let atMost = reader.number() else { return [] }
        do throws(JQError) {
            let machine = try machine(for: source)
            guard !reader.isAtEnd else { return [JQReply.Kind.results.rawValue] }
            guard let input = reader.jqValue() else { return [] }
            return machine.run(input, atMost: atMost)
        } catch {
            var reply = JQWriter()
            reply.byte(JQReply.Kind.doesNotCompile.rawValue)
            if case .doesNotCompile(let text) = error { reply.text(text) } else { reply.text("\(error)") }
            return reply.bytes
        }
    }

    private mutating func machine(for source: String) throws(JQError) -> JQMachine {
        uses += 1
        if let known = programs[source]?.machine {
            programs[source]?.lastUse = uses
            return known
        }
        let machine = try JQMachine(source)
        if programs.count >= Self.most, let oldest = programs.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            programs[oldest.key] = nil
        }
        programs[source] = (machine, uses)
        return machine
    }
}
