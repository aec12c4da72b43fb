import Domain
import Glibc
package import Networks
import Synchronization

/// Where and how a verb prints: JSON for programs, tables for people, colour on a terminal alone; never a secret that it was told of.
package struct Output: Sendable {
    /// The colours that mean something here.
    package enum Colour: Int, Sendable {
        case red = 31
        case green = 32
        case yellow = 33
    }

    package let isJSON: Bool
    /// Whether standard output is a terminal that wants colour (`NO_COLOR` is respected, https://no-color.org).
    package let hasColour: Bool
    /// How many columns there are; nil where nobody looks and a line may be of any length.
    package let width: Int?
    private let redaction: Redaction
    private let sink: @Sendable (StandardStream, String) throws(StreamFailure) -> Void
    private let fate = Fate()

    /// What became of what was printed.
    private final class Fate: Sendable {
        let failure = Mutex<StreamFailure?>(nil)
    }

    /// An output that takes the secrets of `redaction` out of everything; `sink` gets whole lines and is the process's own streams as a rule.
    package init(
        isJSON: Bool, hasColour: Bool, width: Int? = nil, redaction: Redaction = Redaction(),
        sink: @escaping @Sendable (StandardStream, String) throws(StreamFailure) -> Void = { (stream, text) throws(StreamFailure) in
            try stream.send(Array(text.utf8))
        }
    ) {
        self.isJSON = isJSON
        self.hasColour = hasColour
        self.width = width
        self.redaction = redaction
        self.sink = sink
    }

    package static let json = Output(isJSON: true, hasColour: false)
    package static let standard = Output(
        isJSON: false, hasColour: StandardStream.output.isTerminal && getenv("NO_COLOR") == nil, width: StandardStream.output.columns)

    /// The same output, which also keeps the secrets of `redaction` to itself.
    package func redacted(by redaction: Redaction) -> Output {
        Output(isJSON: isJSON, hasColour: hasColour, width: width, redaction: redaction, sink: sink)
    }

    /// Prints to standard output.
    package func write(_ text: String) {
        print(text, to: .output)
    }

    /// Prints one JSON value on a line of its own to standard output.
    package func write(_ json: JSONValue) {
        // Before it is encoded: a quote within a secret would be written in another form.
        hand(json.mapStrings { Self.isShortAmount($0) ? $0 : redaction.redact($0) }.text + "\n", to: .output)
    }

    /// A part of a text.
    package enum Piece: Sendable {
        case text(String)
        /// Digits of ours, in which a short secret may occur by chance.
        case amount(String)
    }

    /// Prints to standard output, in one go; amounts as they are.
    package func write(_ pieces: [Piece]) {
        let text = pieces.map { piece in
            switch piece {
            case .text(let text): redaction.redact(text)
            case .amount(let digits): digits
            }
        }.joined()
        hand(text.hasSuffix("\n") ? text : text + "\n", to: .output)
    }

    /// Whether `text` is nothing but an amount, written as we write it, that no secret of ten digits and more fits into.
    private static func isShortAmount(_ text: String) -> Bool {
        guard text.utf8.count <= 10, let amount = try? Money(decimal: text) else { return false }
        return amount.decimalText == text
    }

    /// Prints to standard error, where it does not disturb what a program reads.
    package func complain(_ text: String) {
        print(text, to: .error)
    }

    /// `text` in a colour where there are colours.
    package func coloured(_ text: String, _ colour: Colour) -> String {
        hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func print(_ text: String, to stream: StandardStream) {
        let text = redaction.redact(text)
        hand(text.hasSuffix("\n") ? text : text + "\n", to: stream)
    }

    private func hand(_ text: String, to stream: StandardStream) {
        // Once a piece is missing, what follows would only hide it.
        guard stream == .error || fate.failure.withLock({ $0 == nil }) else { return }
        do throws(StreamFailure) {
            try sink(stream, text)
        } catch {
            if stream == .output { fate.failure.withLock { $0 = error } }
        }
    }

    /// Whether something of what was printed did not arrive.
    package var hasFailed: Bool { fate.failure.withLock { $0 != nil } }

    /// How a verb ends that would end with `code`: not well where what it printed did not arrive, which is said once.
    package func ending(_ code: ExitCode) -> ExitCode {
        fate.failure.withLock { $0 }.map(ending) ?? code
    }

    /// How a verb ends whose standard output failed.
    func ending(_ failure: StreamFailure) -> ExitCode {
        guard failure != .closed else { return .unread }
        complain(failure.description)
        return .failed
    }
}
