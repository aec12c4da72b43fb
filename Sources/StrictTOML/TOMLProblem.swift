/// Where something stands: a file and, where it is known, the line.
package struct TOMLPosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The file's name as it was given to `TOMLFile`.
    package let file: String
    /// Counted from 1; nil where only the file is known.
    package let line: Int?

    package init(file: String, line: Int? = nil) {
        self.file = file
        self.line = line
    }

    /// `config.toml:12`, or the file alone.
    package var description: String { line.map { "\(file):\($0)" } ?? file }

    package static func < (left: TOMLPosition, right: TOMLPosition) -> Bool {
        (left.file, left.line ?? 0) < (right.file, right.line ?? 0)
    }
}

/// One thing that is wrong in a file: where, what, and what to do; never a value that may be secret.
package struct TOMLProblem: Error, Hashable, Sendable, Comparable, CustomStringConvertible {
    package let position: TOMLPosition
    package let message: String

    package init(position: TOMLPosition, message: String) {
        self.position = position
        self.message = message
    }

    package init(file: String, line: Int?, message: String) {
        self.init(position: TOMLPosition(file: file, line: line), message: message)
    }

    package var file: String { position.file }
    package var line: Int? { position.line }

    /// `config.toml:12: what is wrong`.
    package var description: String { "\(position): \(message)" }

    /// By file, then line; problems of one line keep no particular order but always the same one.
    package static func < (left: TOMLProblem, right: TOMLProblem) -> Bool {
        left.position == right.position ? left.message < right.message : left.position < right.position
    }
}

/// Gathers the problems of one or several files, so that all are told at once.
package final class TOMLProblems {
    private var found: Set<TOMLProblem> = []

    package init() {}

    /// Everything found until now, by file and line, each once.
    package var all: [TOMLProblem] { found.sorted() }

    package var isEmpty: Bool { found.isEmpty }

    /// Adds a problem; one that is known already is kept once.
    package func add(_ problem: TOMLProblem) {
        found.insert(problem)
    }
}
