import Glibc

/// Where and how a verb prints: JSON for programs, tables for people, colour on a terminal alone.
package struct Output: Sendable {
    package let isJSON: Bool
    /// Whether standard output is a terminal that wants colour (`NO_COLOR` is respected, https://no-color.org).
    package let hasColour: Bool

    package init(isJSON: Bool, hasColour: Bool) {
        self.isJSON = isJSON
        self.hasColour = hasColour
    }

    package static let json = Output(isJSON: true, hasColour: false)
    package static let standard = Output(isJSON: false, hasColour: StandardStream.output.isTerminal && getenv("NO_COLOR") == nil)

    /// Prints to standard output.
    package func write(_ text: String) {
        StandardStream.output.write(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// Prints to standard error, where it does not disturb what a program reads.
    package func complain(_ text: String) {
        StandardStream.error.write(text.hasSuffix("\n") ? text : text + "\n")
    }
}
