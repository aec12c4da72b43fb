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

    /// `config.toml:12`, or the file alone; what a terminal would obey or a log would break at is written as `\u{1B}`.
    package var description: String {
        let shown = file.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
        }.joined()
        return line.map { "\(shown):\($0)" } ?? shown
    }

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
    /// How many problems are told at once: more than that nobody reads, and a file of another kind has a problem a line.
    package static let most = 50

    private var found: Set<TOMLProblem> = []
    private var doubtful: Set<TOMLProblem> = []

    package init() {}

    /// Everything found until now, by file and line, each once; one more than `most` where there are more than that.
    package var all: [TOMLProblem] { found.sorted() }

    /// What is accepted but should be changed, by file and line, each once.
    package var warnings: [TOMLProblem] { doubtful.sorted() }

    package var isEmpty: Bool { found.isEmpty }

    /// Whether there are more than `most`, so that looking for others is of no use.
    package var isFull: Bool { found.count > Self.most }

    /// Adds a problem; one that is known already is kept once.
    package func add(_ problem: TOMLProblem) {
        if !isFull { found.insert(problem) }
    }

    /// Adds what is accepted but should be changed.
    package func warn(_ problem: TOMLProblem) {
        doubtful.insert(problem)
    }
}
