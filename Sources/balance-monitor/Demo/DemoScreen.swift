import BalanceMonitor

/// The terminal of a demo: shows the chat, and ends it once nothing arrives there any more.
final class DemoScreen: Sendable {
    private let output = Output.standard
    private let failure = AsyncStream<Void>.makeStream()

    /// Prints lines of the chat, with room after them.
    @Sendable func show(_ lines: String) {
        output.write(lines + "\n\n")
        if output.hasFailed { failure.continuation.finish() }
    }

    /// Prints a line.
    func say(_ line: String) { output.write(line) }

    /// Does `body`; breaks it off when standard output fails.
    func during(_ body: @escaping @Sendable () async -> Void) async {
        await withTaskGroup { group in
            group.addTask { await body() }
            group.addTask { [stream = failure.stream] in for await _ in stream {} }
            await group.next()
            group.cancelAll()
        }
    }

    /// Whether nothing arrives any more.
    var hasFailed: Bool { output.hasFailed }

    /// How a demo ends that would end with `code`: not well where what it printed did not arrive, which is said once.
    func ending(_ code: BalanceMonitor.ExitCode) -> BalanceMonitor.ExitCode { output.ending(code) }
}
