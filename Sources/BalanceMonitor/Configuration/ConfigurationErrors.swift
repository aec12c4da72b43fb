package import StrictTOML

/// Everything that is wrong with a configuration at once; no text of it holds a secret.
package struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// By file and line; never empty, and no more than `TOMLProblems.most`.
    package let problems: [TOMLProblem]
    /// Whether there are others.
    package let isCut: Bool

    package init(_ problems: [TOMLProblem]) {
        let sorted = problems.sorted()
        self.problems = Array(sorted.prefix(TOMLProblems.most))
        isCut = sorted.count > TOMLProblems.most
    }

    /// What is said after the problems, where there are others.
    package static let more = "there are more than \(TOMLProblems.most) problems; mend these first"

    /// A line a problem: `/etc/balance-monitor/config.toml:14: unknown key …`.
    package var description: String { (problems.map(\.description) + (isCut ? [Self.more] : [])).joined(separator: "\n") }
}
