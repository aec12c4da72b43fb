import Glibc

/// A command of the shell that has ended: what it said, and how it ended.
package struct ShellRun: Sendable {
    package let code: Int32
    package let output: String
    package let errors: String

    /// Runs `script` by `/bin/sh` to its end; `$1`, `$2`… are `arguments`. Every signal is as at a login: Swift's threads block some.
    ///
    /// Throws `NotStarted`.
    package init(_ script: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
        var template = Array("/tmp/balance-monitor-run-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw NotStarted(program: "mkdtemp", reason: String(cString: strerror(errno))) }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer {
            for name in ["out", "err"] { unlink("\(folder)/\(name)") }
            rmdir(folder)
        }
        let child = try Self.start(
            script, arguments, environment: environment, input: nil, output: "\(folder)/out", errors: "\(folder)/err")
        var word: Int32 = 0
        while waitpid(child, &word, 0) < 0, errno == EINTR {}
        code = word & 0x7F == 0 ? word >> 8 & 0xFF : 128 + (word & 0x7F)
        output = Self.text(of: "\(folder)/out")
        errors = Self.text(of: "\(folder)/err")
    }

    /// The program could not be started at all.
    package struct NotStarted: Error {
        package let program: String
        package let reason: String
    }

    /// Starts `script` and does not wait for it; says its process id.
    static func start(
        _ script: String, _ arguments: [String], environment: [String: String], input: CInt?, output: String, errors: String
    ) throws -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        if let input {
            posix_spawn_file_actions_adddup2(&files, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&files, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&files, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let variables = ["PATH": path, "LC_ALL": "C.UTF-8"].merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
        var words = (["/bin/sh", "-c", script, "sh"] + arguments).map { strdup($0) } + [nil]
        var settings = variables.map { strdup($0) } + [nil]
        defer { for word in words + settings { free(word) } }
        var child: pid_t = 0
        let result = posix_spawn(&child, "/bin/sh", &files, &attributes, &words, &settings)
        guard result == 0 else { throw NotStarted(program: "/bin/sh", reason: String(cString: strerror(result))) }
        return child
    }

    private static func text(of file: String) -> String {
        guard let stream = fopen(file, "r") else { return "" }
        defer { fclose(stream) }
        var (all, part) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
        while case let count = fread(&part, 1, part.count, stream), count > 0 { all += part.prefix(count) }
        return String(decoding: all, as: UTF8.self)
    }
}
