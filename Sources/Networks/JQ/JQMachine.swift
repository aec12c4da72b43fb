internal import CJQ
internal import Glibc

/// Owns one compiled program of libjq; for the helper process alone, which a filter may stop or crash.
final class JQMachine {
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
        guard let state = jq_init() else { throw .doesNotCompile("libjq does not start") }
        jq_set_nomem_handler(state, { _ in _exit(JQServer.Exit.outOfMemory.rawValue) }, nil)
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

    /// Gives `input` to the program, which takes it over, and returns the reply to the daemon: all results, or why there are none.
    func run(_ input: jv, atMost: Int) -> [UInt8] {
        jq_start(state, input, 0)
        var reply = JQWriter()
        reply.byte(JQReply.Kind.results.rawValue)
        var count = 0
        while true {
            let result = jq_next(state)
            defer { jv_free(result) }
            guard jv_is_valid(result) != 0 else {
                let message = jv_invalid_get_msg(jv_copy(result))
                defer { jv_free(message) }
                return jv_get_kind(message) == JV_KIND_NULL ? reply.bytes : Self.raised(message)
            }
            count += 1
            guard count <= atMost, reply.write(result, largest: Self.largest) else { return [JQReply.Kind.tooMuch.rawValue] }
        }
    }

    /// No results need more bytes than the largest body that is taken from a network, four times over.
    private static let largest = 4 << 20

    /// The reply for what a filter raised; a text of more than 64 KB tells no more than its beginning does.
    private static func raised(_ message: jv) -> [UInt8] {
        var reply = JQWriter()
        reply.byte(JQReply.Kind.raised.rawValue)
        if reply.write(message, largest: 1 << 16) { return reply.bytes }
        var short = JQWriter()
        short.byte(JQReply.Kind.raised.rawValue)
        short.byte(JQTag.string)
        if jv_get_kind(message) == JV_KIND_STRING, let start = jv_string_value(message) {
            let count = Int(jv_string_length_bytes(jv_copy(message)))
            short.text(UnsafeRawBufferPointer(start: start, count: min(count, 1 << 16)))
        } else {
            short.text("the filter raised an error")
        }
        return short.bytes
    }

    /// Collects what libjq says while it compiles.
    private final class Reports {
        var texts: [String] = []

        static func receive(_ data: UnsafeMutableRawPointer?, _ message: jv) {
            defer { jv_free(message) }
            guard let data, jv_get_kind(message) == JV_KIND_STRING, let text = jv_string_value(message) else { return }
            Unmanaged<Reports>.fromOpaque(data).takeUnretainedValue().texts.append(String(cString: text))
        }
    }
}
