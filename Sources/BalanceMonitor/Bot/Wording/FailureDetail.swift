import Domain

/// What failed in particular, as it is stored in English: put into Russian where the words are ours, in «» where they are a network's or the system's.
struct FailureDetail {
    let language: Language

    /// Plain text of at most `2 * limit` bytes, of the detail.
    func text(_ detail: String, limit: Int = 160) -> String {
        let detail = detail.bounded(toBytes: 2 * limit)
        guard language == .ru else { return detail }
        // `HTTP 403: what the network says`
        if let status = Self.status(of: detail) {
            let rest = detail.dropFirst(status.count)
            return status + (rest.hasPrefix(": ") ? ": " + (own(String(rest.dropFirst(2))) ?? quoted(rest.dropFirst(2))) : "")
        }
        if let own = own(detail) { return own }
        // `host: what went wrong`
        if let colon = detail.ranges(of: ": ").first, !detail[..<colon.lowerBound].contains(" "),
            let own = own(String(detail[colon.upperBound...]))
        {
            return detail[..<colon.lowerBound] + ": " + own
        }
        return quoted(detail[...])
    }

    private func own(_ text: String) -> String? {
        if let whole = Self.sentences[text] { return whole }
        if text.hasPrefix("no answer within "), text.hasSuffix(" s") {
            return "нет ответа за " + text.dropFirst("no answer within ".count).dropLast(2) + " с"
        }
        for (english, russian) in Self.beginnings where text.hasPrefix(english) { return russian + quoted(text.dropFirst(english.count)) }
        return nil
    }

    private func quoted(_ text: Substring) -> String { "«" + text + "»" }

    private static func status(of detail: String) -> String? {
        guard detail.hasPrefix("HTTP ") else { return nil }
        let digits = detail.dropFirst(5).prefix { $0.isASCII && $0.isNumber }
        let rest = detail.dropFirst(5 + digits.count)
        return digits.count == 3 && (rest.isEmpty || rest.hasPrefix(": ")) ? "HTTP " + digits : nil
    }

    private static let sentences = [
        "a login page or bot protection, not an API answer": "вместо ответа страница входа или защита от роботов",
        "bot protection, not an API answer": "вместо ответа защита от роботов",
        "an empty answer": "пустой ответ", "the answer is not UTF-8 text": "ответ не текст в UTF-8",
        "the poll was cancelled": "опрос прерван",
        "the name has no address": "у этого имени нет адреса", "no answer in time": "нет ответа вовремя",
    ]
    private static let beginnings = [
        (
            "more than the JSON of an answer, a fault of the service's program; it began: ",
            "в ответе не только JSON, это сбой на стороне сети: "
        ),
        ("the answer is not text in its character set, ", "ответ не текст в своей кодировке: "),
        ("the answer has changed shape: ", "ответ другого вида: "), ("no connection: ", "нет соединения: "),
        ("the proxy: ", "прокси: "), ("no secure connection: ", "нет защищённого соединения: "),
        ("the answer is broken: ", "ответ оборван: "),
        ("the request cannot be made: ", "запрос не составить: "), ("currency: ", "валюта: "),
    ]
}
