/// Why a filter gave no result.
enum JQError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The filter is not jq; the text is a sentence of jq's, with the line within the filter.
    case doesNotCompile(String)
    /// The filter raised an error; the text may quote its input.
    case raised(String)
    /// It gave more results, or larger or deeper ones, than any answer has.
    case tooMuch
    /// It ran for longer than a filter may.
    case tookTooLong
    /// It needed more memory than a filter may.
    case outOfMemory
    /// jq died of it, by this signal.
    case crashed(Int32)
    /// Something from outside killed the helper while the filter ran, by this signal.
    case killed(Int32)
    /// There is no helper process; the text is the reason.
    case noHelper(String)
    /// Filters that ran before it left it no time.
    case noTurn
    /// The result is not wanted any more.
    case cancelled

    var description: String {
        switch self {
        case .doesNotCompile(let text): "the filter does not compile: \(text)"
        case .raised(let text): text
        case .tooMuch: "the filter gave too much"
        case .tookTooLong: "the filter ran too long and was stopped: let it look at less, and at a long text without regular expressions"
        case .outOfMemory:
            "the filter needed too much memory and was stopped: let it build smaller texts and lists, and take no index from an answer"
        case .crashed(let signal):
            "the filter crashed jq (signal \(signal)): let it check a number's size before it makes a date or an index of it"
        case .killed(let signal):
            "the filter's helper process was killed from outside (signal \(signal)); the next filter starts another one"
        case .noHelper(let reason): "the filter could not run, for there is no helper process: \(reason)"
        case .noTurn: "the filter had no turn: filters that run too long kept the helper process busy"
        case .cancelled: "the filter was cancelled"
        }
    }

    /// Whether the filter stopped its helper process, or may have.
    var isDeadly: Bool {
        switch self {
        case .tookTooLong, .outOfMemory, .crashed, .killed: true
        case .doesNotCompile, .raised, .tooMuch, .noHelper, .noTurn, .cancelled: false
        }
    }

    /// A sentence of what libjq reported while it compiled a filter of `lines` lines.
    static func compiling(_ reports: [String], lines: Int) -> JQError {
        var sentences: [String] = []
        for report in reports {
            guard let text = report.dropping(prefix: "jq: error: "), let end = text.firstRange(of: " at <top-level>, line ") else {
                continue
            }
            let line = Int(text[end.upperBound...].prefix { $0.isNumber }) ?? 1
            if line > lines {
                sentences.append("it ends too early: a bracket or a quote is not closed")
            } else {
                let words = text[..<end.lowerBound].replacing(" (Unix shell quoting issues?)", with: "")
                sentences.append("\(words), line \(line)")
            }
        }
        return .doesNotCompile(sentences.isEmpty ? "jq does not say why" : sentences.joined(separator: "; "))
    }
}

extension String {
    fileprivate func dropping(prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
