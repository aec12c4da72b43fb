/// Why a filter gave no result.
enum JQError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The filter is not jq; the text is a sentence of jq's, with the line within the filter.
    case doesNotCompile(String)
    /// The filter raised an error; the text may quote its input.
    case raised(String)
    /// It ran for longer than a filter may.
    case tookTooLong
    /// It gave more results, or a deeper one, than any answer has.
    case tooMuch
    /// No thread could be had to watch it.
    case noThread

    var description: String {
        switch self {
        case .doesNotCompile(let text): "the filter does not compile: \(text)"
        case .raised(let text): text
        case .tookTooLong: "the filter ran too long and was stopped"
        case .tooMuch: "the filter gave too much"
        case .noThread: "the filter could not run: no thread"
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
