import Domain

/// How an answer is decoded, and how a failure is told from a success.
struct AnswerRules: Sendable {
    /// What the body is.
    enum Format: String, Sendable, CaseIterable {
        case json
        /// The whole body is one jq string.
        case text
    }

    /// The class of failures whose text or code matches.
    struct ClassRule: Hashable, Sendable {
        var match: String
        var failureClass: FailureClass
    }

    var format = Format.json
    /// A result that is not empty is a failure, whatever the HTTP status.
    var error: JQFilter?
    /// In the order of the file; the first that matches decides.
    var classes: [ClassRule] = []
    /// HTTP statuses whose class is not the usual one; what stands here wins over `classes`.
    var status: [Int: FailureClass] = [:]
}

/// How the answer to the balance request becomes wallets.
struct ResponseRules: Sendable {
    var answer: AnswerRules
    /// Gives a stream of `{key?, title?, amount, currency?}`, or `{key, error}` for a row that could not be had.
    var wallets: JQFilter
    /// Amounts are divided by 10 to this power, exactly.
    var scale: Int
    /// Whether an answer without a single wallet is one.
    var allowsEmpty: Bool
}

extension AnswerRules {
    /// What an HTTP status outside 200…299 means unless the definition says otherwise.
    static func usualClass(of status: Int) -> FailureClass {
        switch status {
        case 401, 403: .credentials
        case 402: .payment
        case 429, 503: .rate
        case 408, 425, 500...: .temporary
        default: .permanent
        }
    }

    /// The class of an error's text or code, where `classes` knows it.
    func failureClass(text: String, code: String?) -> FailureClass? {
        classes.first { Self.matches($0.match, text: text, code: code) }?.failureClass
    }

    /// A number matches a whole number only (53 is not in 1530), a word any part of the text, in either case of letters.
    private static func matches(_ match: String, text: String, code: String?) -> Bool {
        if let code, code == match { return true }
        guard match.allSatisfy(\.isNumber) else { return text.lowercased().contains(match.lowercased()) }
        return code == nil && text.split(whereSeparator: { !$0.isNumber && !$0.isLetter }).contains { $0 == match }
    }
}
