import Domain
import Transport

/// Judges an HTTP answer: gives the decoded body of a success, throws what a failure says.
struct AnswerReader {
    var rules: AnswerRules
    var redactor: Redactor
    var now: Instant
    /// A login's answer holds tokens that nobody knows yet, so a text must not quote it.
    var mayQuote = true

    /// The most that is kept of what a service or a filter says, in bytes.
    static let longest = 400

    /// The body as the filters see it.
    func read(_ response: HTTPResponse) async throws(PollFailure) -> JSONValue {
        let isSuccess = (200...299).contains(response.status)
        let foreign = ForeignBody(response, format: rules.format)
        if case .challenge = foreign {
            throw failure(response, text: "bot protection, not an API answer", code: nil, certain: .temporary)
        }
        let body: JSONValue
        switch decoded(response, foreign) {
        case .success(let value): body = value
        case .failure(let fault):
            guard isSuccess else { throw failure(response, text: fault.detail, code: nil, usual: nil) }
            throw failure(
                response, text: fault.sentence, code: nil, usual: fault.failureClass, certain: fault.isCertain ? fault.failureClass : nil)
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
        let detail = redactor.redact(detail).bounded(toBytes: Self.longest)
        let came = mayQuote ? "; it began: \(redactor.excerpt(response.body, limit: 200))" : "; it is \(shape(response))"
        return PollFailure(failureClass, "the answer has changed shape: \(detail)\(came)", status: response.status)
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
        /// Whether the words quote what is not the service's, which no rule of the definition may judge.
        var isCertain = false
    }

    private func decoded(_ response: HTTPResponse, _ foreign: ForeignBody?) -> Result<JSONValue, Fault> {
        switch foreign {
        case .page, .challenge:
            let sentence = "a login page or bot protection, not an API answer"
            return .failure(Fault(sentence: sentence, detail: sentence, failureClass: .temporary))
        case .surrounded:
            let began = quote(response)
            let sentence =
                "more than the JSON of an answer, a fault of the service's program" + (began.isEmpty ? "" : "; it began: \(began)")
            return .failure(Fault(sentence: sentence, detail: began, failureClass: .temporary, isCertain: true))
        case nil: break
        }
        guard response.body.contains(where: { !ForeignBody.isSpace($0) }) else {
            return .failure(Fault(sentence: "an empty answer", detail: "", failureClass: .temporary))
        }
        guard let text = String(validating: response.body, as: UTF8.self) else {
            let sentence = response.charset.map { "the answer is not text in its character set, \(redactor.redact($0))" }
            return .failure(Fault(sentence: sentence ?? "the answer is not UTF-8 text", detail: "", failureClass: .permanent))
        }
        switch rules.format {
        case .text: return .success(.string(Self.trimmed(text)))
        case .json:
            do throws(JSONError) {
                return .success(try JSONParser.parse(response.body))
            } catch {
                let sentence = changedShape("\(error)", response).message
                return .failure(Fault(sentence: sentence, detail: quote(response), failureClass: .permanent))
            }
        }
    }

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

    /// `certain` is a class that no rule of the definition changes; `usual` one that holds where no rule speaks.
    private func failure(
        _ response: HTTPResponse, text: String, code: String?, usual: FailureClass? = nil, certain: FailureClass? = nil
    ) -> PollFailure {
        let status = response.status
        let failureClass =
            certain ?? rules.status[status] ?? rules.failureClass(text: text, code: code) ?? usual ?? AnswerRules.usualClass(of: status)
        let shown = redactor.redact(text).bounded(toBytes: Self.longest)
        let said = (200...299).contains(status) ? shown : "HTTP \(status)" + (shown.isEmpty ? "" : ": \(shown)")
        return PollFailure(failureClass, said, retryAfter: response.retryAfter(now: now), status: status)
    }
}
