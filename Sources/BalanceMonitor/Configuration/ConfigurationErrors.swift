package import StrictTOML

/// Everything that is wrong with a configuration at once; no text of it holds a secret.
package struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// By file and line; never empty.
    package let problems: [TOMLProblem]

    package init(_ problems: [TOMLProblem]) {
        self.problems = problems.sorted()
    }

    /// A line a problem: `/etc/balance-monitor/config.toml:14: unknown key …`.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
