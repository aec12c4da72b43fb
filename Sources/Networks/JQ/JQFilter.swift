import Synchronization

/// A jq filter of a definition: compiled at first use, then kept; it sees its input and nothing else.
///
/// jq computes in doubles: a number that a filter gives back is the shortest decimal that reads back as that double.
package final class JQFilter: Sendable, CustomStringConvertible {
    /// What was written in the definition.
    package let source: String
    // libjq's state must not be used by two threads at once.
    private let machine = Mutex<JQMachine?>(nil)

    /// Keeps `source`; whether it compiles is known at first use.
    package init(_ source: String) {
        self.source = source
    }

    package var description: String { source }

    /// Compiles the filter now; throws `JQError.doesNotCompile`.
    func compile() throws(JQError) {
        try machine.withLock { (machine: inout sending JQMachine?) throws(JQError) in
            if machine == nil { machine = try JQMachine(source) }
        }
    }

    /// All results for `input`, in order; at most `atMost` of them, within `limit`.
    func run(_ input: JSONValue, atMost: Int = 1000, limit: Duration = .seconds(2)) throws(JQError) -> [JSONValue] {
        try compile()
        return try machine.withLock { (machine: inout sending JQMachine?) throws(JQError) -> [JSONValue] in
            try machine?.run(input, atMost: atMost, limit: limit) ?? []
        }
    }
}
