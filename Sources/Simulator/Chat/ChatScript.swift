import Domain

/// A conversation written down: what a person says, and what the bot must answer.
///
/// A line is said as it is. `press TEXT` presses the newest button with that text. `expect TEXT within 10s` waits until a message of the bot
/// holds `TEXT`, or matches it if it stands between slashes; `within` may be missing. Empty lines and lines with `#` at the start are skipped.
package struct ChatScript: Hashable, Sendable {
    /// One line with a meaning.
    package struct Step: Hashable, Sendable {
        /// The line's number in the file, from 1.
        package let line: Int
        /// The line as it stands.
        package let text: String
        let action: Action
    }

    enum Action: Hashable, Sendable {
        case type(String)
        case expect(ExpectedText, within: Duration)
    }

    /// A line that cannot be understood.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package let line: Int
        package let reason: String
        package var description: String { "line \(line): \(reason)" }
    }

    package let steps: [Step]

    /// Reads a script; throws `Fault` for the first line that cannot be understood.
    package init(_ text: String) throws(Fault) {
        var steps: [Step] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = String(line.drop(while: \.isWhitespace))
            guard !words.isEmpty, !words.hasPrefix("#") else { continue }
            steps.append(Step(line: index + 1, text: words, action: try Self.action(words, line: index + 1)))
        }
        self.steps = steps
    }

    private static func action(_ words: String, line: Int) throws(Fault) -> Action {
        guard words.hasPrefix("expect ") else { return .type(words) }
        var wanted = words.dropFirst("expect ".count)
        var time = Duration.seconds(10)
        if let mark = wanted.ranges(of: " within ").last {
            guard let limit = duration(from: wanted[mark.upperBound...]) else {
                throw Fault(line: line, reason: "\"\(wanted[mark.upperBound...])\" is no time; write 10s or 2m")
            }
            time = limit
            wanted = wanted[..<mark.lowerBound]
        }
        guard let text = ExpectedText(String(wanted)) else {
            throw Fault(line: line, reason: "\"\(wanted)\" is empty or no regular expression")
        }
        return .expect(text, within: time)
    }
}
