import Domain
import Synchronization

/// A jq filter of a definition: compiled at first use, then kept; it sees its input and nothing else.
///
/// It runs in a helper process, which no filter outlives that takes too long or too much memory. jq computes in doubles: a number that a
/// filter gives back is the shortest decimal that reads back as that double.
package final class JQFilter: Sendable, CustomStringConvertible {
    /// What was written in the definition.
    package let source: String
    /// Where that stands: `exoclick.toml:12, [response] wallets`.
    private let place: String
    /// Whether it has stopped a helper once: from then on it runs where it keeps no innocent filter waiting.
    private let isSuspect = Atomic(false)

    /// Keeps `source`; whether it compiles is known at first use.
    package init(_ source: String, at place: String = "") {
        self.source = source
        self.place = place
    }

    package var description: String { source }

    /// Compiles the filter now; throws `JQError.doesNotCompile`, or why it could not be tried.
    func compile() async throws(JQError) {
        _ = try await outcome(of: JQJob(.init(source: source, input: nil, atMost: 0), limit: .seconds(10)))
    }

    /// All results for `input`, in order; at most `atMost` of them, within `limit`.
    func run(_ input: JSONValue, atMost: Int = 1000, limit: Duration = .seconds(2)) async throws(JQError) -> [JSONValue] {
        try await outcome(of: JQJob(.init(source: source, input: input, atMost: atMost), limit: limit))
    }

    /// What a poll says where the filter was not run to its end; nil where the filter itself refused the answer.
    func failure(_ error: JQError) -> PollFailure? {
        switch error {
        case .doesNotCompile, .raised, .tooMuch: nil
        case .tookTooLong, .outOfMemory, .crashed: PollFailure(.permanent, place.isEmpty ? "\(error)" : "\(place): \(error)")
        case .killed, .noHelper, .noTurn: PollFailure(.temporary, "\(error)")
        case .cancelled: PollFailure(.temporary, "the poll was cancelled")
        }
    }

    private func outcome(of job: JQJob) async throws(JQError) -> [JSONValue] {
        let lane = isSuspect.load(ordering: .relaxed) ? JQLane.suspects : .ordinary
        do throws(JQError) {
            return try await job.outcome(in: lane).get()
        } catch {
            if error.isDeadly { isSuspect.store(true, ordering: .relaxed) }
            throw error
        }
    }
}
