import Domain
import Transport

/// Judges an HTTP answer: gives the decoded body of a success, throws what a failure says.
struct AnswerReader {
    var rules: AnswerRules
    var redactor: Redactor
    var now: Instant
    /// A login's answer holds tokens that nobody knows yet, so a text must not quote it.
    var mayQuote = true

    /// The body as the filters see it.
    func read(_ response: HTTPResponse) async throws(PollFailure) -> JSONValue {
        let isSuccess = (200...299).contains(response.status)
        let body: JSONValue
        switch decoded(response) {
        case .success(let value): body = value
        case .failure(let fault):
            guard isSuccess else { throw failure(response, text: fault.detail, code: nil, usual: nil) }
            throw failure(response, text: fault.sentence, code: nil, usual: fault.failureClass)
        }
        switch (await errorResult(body, status: response.status), isSuccess) {
        case (.none, true): return body
        case (.none, false): throw failure(response, text: quote(response), code: nil, usual: nil)
        case (.said(let text, let code), _): throw failure(response, text: text, code: code, usual: isSuccess ? .temporary : nil)
        case (.unreadable(let error), true):
            if let failure = rules.error?.failure(error) { throw failure }
            throw changedShape("the error filter says: \(error)", response)
        case (.unreadable, false): throw failure(response, text: quote(response), code: nil, usual: nil)
        }
    }

    /// An answer in which the definition finds nothing that it can believe.
    func changedShape(_ detail: String, _ response: HTTPResponse, failureClass: FailureClass = .permanent) -> PollFailure {
        let came = mayQuote ? "; it began: \(redactor.excerpt(response.body, limit: 200))" : "; it is \(shape(response))"
        return PollFailure(failureClass, "the answer has changed shape: \(redactor.redact(detail))\(came)", status: response.status)
    }

    /// What can be shown of an answer that holds tokens: its names and kinds, no values.
    func shape(_ response: HTTPResponse) -> String {
        let shape = rules.format == .json ? (try? JSONParser.parse(response.body))?.shape : nil
        guard let shape else { return "\(response.body.count) bytes that are not JSON" }
        return redactor.excerpt(Array(shape.utf8), limit: 200)
    }

    // MARK: Decoding

    private struct Fault: Error {
        var sentence: String
        /// What to say beside an HTTP status that already tells of a failure.
        var detail: String
        var failureClass: FailureClass
    }

    private func decoded(_ response: HTTPResponse) -> Result<JSONValue, Fault> {
        if isPage(response) {
            let sentence = "a login page or bot protection, not an API answer"
            return .failure(Fault(sentence: sentence, detail: sentence, failureClass: .temporary))
        }
        guard response.body.contains(where: { !Self.isSpace($0) }) else {
            return .failure(Fault(sentence: "an empty answer", detail: "", failureClass: .temporary))
        }
        switch rules.format {
        case .text:
            if let text = String(validating: response.body, as: UTF8.self) { return .success(.string(Self.trimmed(text))) }
            return .failure(Fault(sentence: "the answer is not UTF-8 text", detail: "", failureClass: .permanent))
        case .json:
            do throws(JSONError) {
                return .success(try JSONParser.parse(response.body))
            } catch {
                let sentence = changedShape("\(error)", response).message
                return .failure(Fault(sentence: sentence, detail: quote(response), failureClass: .permanent))
            }
        }
    }

    private func isPage(_ response: HTTPResponse) -> Bool {
        let body = response.body.starts(with: [0xEF, 0xBB, 0xBF]) ? response.body.dropFirst(3) : response.body[...]
        if body.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "<") { return true }
        // The content type alone proves nothing: many services label JSON and plain text as a page.
        guard rules.format == .json, response.header("content-type")?.lowercased().hasPrefix("text/html") == true else { return false }
        return (try? JSONParser.parse(response.body)) == nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        if rest.unicodeScalars.first == "\u{FEFF}" { rest.unicodeScalars.removeFirst() }
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    // MARK: What the body says of an error

    private enum ErrorResult {
        case none
        case said(String, code: String?)
        case unreadable(JQError)
    }

    /// A code that only repeats the HTTP status is told by that.
    private func errorResult(_ body: JSONValue, status: Int) async -> ErrorResult {
        guard let filter = rules.error else { return .none }
        do throws(JQError) {
            let said = try await filter.run(body).filter { !Self.isNothing($0) }
            guard let first = said.first else { return .none }
            let code = first["code"]?.scalarText ?? (first.kind == "number" ? first.scalarText : nil)
            let texts = said.map { error in
                let text = (error["message"]?.scalarText ?? error.scalarText) ?? error.text
                guard let code = error["code"]?.scalarText, code != "\(status)" else { return text }
                return text.isEmpty ? "code \(code)" : "\(text) (code \(code))"
            }
            return .said(texts.joined(separator: "; "), code: code)
        } catch {
            return .unreadable(error)
        }
    }

    private static func isNothing(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool(false), .string(""), .array([]), .object([]): true
        default: false
        }
    }

    // MARK: Classes

    private func quote(_ response: HTTPResponse) -> String {
        mayQuote || !(200...299).contains(response.status) ? redactor.excerpt(response.body, limit: 200) : ""
    }

    private func failure(_ response: HTTPResponse, text: String, code: String?, usual: FailureClass?) -> PollFailure {
        let status = response.status
        let failureClass =
            rules.status[status] ?? rules.failureClass(text: text, code: code) ?? usual ?? AnswerRules.usualClass(of: status)
        let shown = String(redactor.redact(text).prefix(400))
        let said = (200...299).contains(status) ? shown : "HTTP \(status)" + (shown.isEmpty ? "" : ": \(shown)")
        return PollFailure(failureClass, said, retryAfter: retryAfter(response), status: status)
    }

    /// `Retry-After` in either form; a date that has passed means now.
    private func retryAfter(_ response: HTTPResponse) -> Duration? {
        guard let text = response.header("retry-after") else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int64(text.prefix(9)) { return .seconds(seconds) }
        return Instant(httpDate: text).map { .seconds(max(0, $0 - now)) }
    }
}
