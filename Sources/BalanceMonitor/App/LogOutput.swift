import Domain
package import Logging

/// Writes log lines, to standard error unless told otherwise: one constant sentence, then its metadata, without secrets.
///
/// Under journald (`JOURNAL_STREAM` is set) lines carry its priority prefix and no time stamp, since the journal has one.
package struct LogOutput: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    /// The most that one value of a line holds, in bytes.
    private static let longest = 4000
    private let redaction: Redaction
    private let underJournal: Bool
    private let destination: @Sendable (String) -> Void

    /// `destination` gets whole lines with their ends.
    package init(
        level: Logger.Level, redaction: Redaction, underJournal: Bool,
        destination: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }
    ) {
        logLevel = level
        self.redaction = redaction
        self.underJournal = underJournal
        self.destination = destination
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let details = all.sorted { $0.key < $1.key }.map {
            " \($0.key)=\(quoted(redaction.redact("\($0.value)").bounded(toBytes: Self.longest)))"
        }.joined()
        destination(Self.oneLine(redaction.redact(prefix(event.level) + event.message.description + details)) + "\n")
    }

    /// By scalars, since a line end of two is one character: nobody writes a second line into the log.
    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar == "\n" ? "⏎" : scalar.properties.generalCategory == .control ? "·" : scalar)
        }
        return String(line)
    }

    private func quoted(_ value: String) -> String {
        value.contains(where: \.isWhitespace) ? "\"\(value)\"" : value
    }

    private func prefix(_ level: Logger.Level) -> String {
        guard underJournal else { return "\(level): " }
        return switch level {
        case .trace, .debug: "<7>"
        case .info: "<6>"
        case .notice: "<5>"
        case .warning: "<4>"
        case .error: "<3>"
        case .critical: "<2>"
        }
    }
}
