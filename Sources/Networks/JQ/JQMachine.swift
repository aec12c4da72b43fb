internal import CJQ
internal import Glibc

/// Owns one compiled program of libjq; not for two threads at once.
struct JQMachine: ~Copyable {
    private let state: OpaquePointer

    /// What a filter must not reach is shadowed: the environment, files, further inputs, output of its own, the end of the process.
    private static let prelude =
        """
        def env: {}; def input: error("input is not allowed"); def inputs: empty; def debug: .; def debug(m): .; def stderr: .; \
        def halt: error("halt is not allowed"); def halt_error: error("halt_error is not allowed"); def halt_error(c): halt_error; \
        def modulemeta: error("modulemeta is not allowed"); def get_search_list: []; def input_filename: null; {} as $ENV | (
        """

    init(_ filter: String) throws(JQError) {
        guard !filter.utf8.contains(0) else { throw .doesNotCompile("it holds a NUL character") }
        try Self.refuseForeignDefinitions()
        guard let state = jq_init() else { throw .doesNotCompile("libjq does not start") }
        let reports = Reports()
        // The callback borrows `reports` for the time of jq_compile only, during which it is alive.
        jq_set_error_cb(state, { data, message in Reports.receive(data, message) }, Unmanaged.passUnretained(reports).toOpaque())
        jq_set_debug_cb(state, { _, message in jv_free(message) }, nil)
        jq_set_attr(state, jv_string("JQ_LIBRARY_PATH"), jv_array())
        let compiled = withExtendedLifetime(reports) { jq_compile(state, Self.prelude + filter + "\n)") }
        jq_set_error_cb(state, { _, message in jv_free(message) }, nil)
        guard compiled != 0 else {
            var ended: OpaquePointer? = state
            jq_teardown(&ended)
            throw .compiling(reports.texts, lines: filter.split(separator: "\n", omittingEmptySubsequences: false).count)
        }
        self.state = state
    }

    deinit {
        var ended: OpaquePointer? = state
        jq_teardown(&ended)
    }

    mutating func run(_ input: JSONValue, atMost: Int, limit: Duration) throws(JQError) -> [JSONValue] {
        // Before the watch: it runs nothing yet, and takes back a halt that came before it.
        jq_start(state, input.jv(), 0)
        guard let watch = JQDeadline(halting: state, after: limit) else { throw .noThread }
        let results = collect(atMost: atMost)
        guard watch.end() == .inTime else { throw .tookTooLong }
        return try results.get()
    }

    private func collect(atMost: Int) -> Result<[JSONValue], JQError> {
        var results: [JSONValue] = []
        while true {
            let result = jq_next(state)
            defer { jv_free(result) }
            guard jv_is_valid(result) != 0 else {
                let message = jv_invalid_get_msg(jv_copy(result))
                defer { jv_free(message) }
                guard jv_get_kind(message) != JV_KIND_NULL else { return .success(results) }
                let text = JSONValue(message).map { $0.scalarText ?? $0.text }
                return .failure(.raised(text ?? "the filter raised an error"))
            }
            guard results.count < atMost, let value = JSONValue(result) else { return .failure(.tooMuch) }
            results.append(value)
        }
    }

    /// libjq reads `~/.jq` before every program, and what it defines would change the meaning of filters.
    private static func refuseForeignDefinitions() throws(JQError) {
        guard let home = getenv("HOME") else { return }
        var status = stat()
        guard stat(String(cString: home) + "/.jq", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        throw .doesNotCompile("libjq would first read ~/.jq, which changes what filters mean; run with HOME unset")
    }

    /// Collects what libjq says while it compiles.
    private final class Reports {
        var texts: [String] = []

        static func receive(_ data: UnsafeMutableRawPointer?, _ message: jv) {
            defer { jv_free(message) }
            guard let data, case .string(let text)? = JSONValue(message) else { return }
            Unmanaged<Reports>.fromOpaque(data).takeUnretainedValue().texts.append(text)
        }
    }
}
