/// What the daemon wants of the helper: a filter compiled, and run where there is an input.
struct JQRequest: Sendable {
    var source: String
    /// Nil: the filter is compiled and not run.
    var input: JSONValue?
    /// More results than these are too much.
    var atMost: Int

    func write(to writer: inout JQWriter) {
        writer.text(source)
        writer.number(atMost)
        if let input { input.write(to: &writer) }
    }
}

/// What came of a request.
enum JQReply {
    case results([JSONValue])
    case raised(JSONValue)
    case doesNotCompile(String)
    case tooMuch

    /// The first byte of a reply.
    enum Kind: UInt8 {
        case results
        case raised
        case doesNotCompile
        case tooMuch
    }

    /// Nil where the bytes are none of them.
    init?(_ bytes: [UInt8]) {
        var reader = JQReader(bytes)
        switch reader.byte().flatMap(Kind.init) {
        case .results:
            var results: [JSONValue] = []
            while !reader.isAtEnd {
                guard let value = JSONValue(from: &reader) else { return nil }
                results.append(value)
            }
            self = .results(results)
        case .raised:
            guard let value = JSONValue(from: &reader) else { return nil }
            self = .raised(value)
        case .doesNotCompile:
            guard let text = reader.text() else { return nil }
            self = .doesNotCompile(text)
        case .tooMuch: self = .tooMuch
        case nil: return nil
        }
    }

    var outcome: JQJob.Outcome {
        switch self {
        case .results(let values): .success(values)
        case .raised(let value): .failure(.raised(value.scalarText ?? value.text))
        case .doesNotCompile(let text): .failure(.doesNotCompile(text))
        case .tooMuch: .failure(.tooMuch)
        }
    }
}
