import Transport

/// What an answer is that is not the API's: a page, a challenge to robots, or the service's own program that broke.
enum ForeignBody {
    /// A page or a mark of bot protection, in place of an answer.
    case challenge
    /// A web page: of a login, of maintenance, of bot protection.
    case page
    /// A message of PHP, alone or round the JSON, or anything else round the JSON.
    case surrounded

    /// Nil where `response`, whose body is in UTF-8, may be an answer.
    init?(_ response: HTTPResponse, format: AnswerRules.Format) {
        let isPage = Self.isPage(response, format)
        // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
        let isMarked = response.header("cf-mitigated") != nil || isPage && Self.challenges.contains { Self.holds(response.body, $0) }
        if isMarked, response.status != 429 { self = .challenge; return }
        if isPage, response.status == 403 || response.status == 503 && response.header("retry-after") == nil { self = .challenge; return }
        if Self.isPHP(response.body) || format == .json && Self.isSurrounded(response.body) { self = .surrounded; return }
        guard isPage else { return nil }
        self = .page
    }

    private static let challenges = [
        "just a moment", "attention required", "cf-challenge", "challenge-platform", "ddos-guard", "checking your browser",
    ]

    /// Where a service's program fails, PHP writes so before whatever else it prints (display_errors, html_errors).
    private static func isPHP(_ body: [UInt8]) -> Bool {
        let words = ["warning</b>:", "notice</b>:", "error</b>:", "deprecated</b>:", "php warning:", "php fatal error:", "php notice:"]
        return holds(body, " on line ") && words.contains { holds(body, $0) }
    }

    /// Whether a whole object or array of JSON stands in it with something before or behind; JSON that is broken within is another fault.
    private static func isSurrounded(_ body: [UInt8]) -> Bool {
        guard let start = body.firstIndex(where: { !isSpace($0) }), !isDocument(body) else { return false }
        if isOpening(body[start]) {
            guard let end = JSONParser.endOfContainer(in: body, at: start) else { return false }
            return body[end...].contains { !isSpace($0) }
        }
        // A text may hold many brackets before it comes to the JSON.
        return body.indices.lazy.filter { isOpening(body[$0]) }.prefix(20).contains { JSONParser.endOfContainer(in: body, at: $0) != nil }
    }

    private static func isOpening(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }

    private static func isPage(_ response: HTTPResponse, _ format: AnswerRules.Format) -> Bool {
        if response.body.first(where: { !isSpace($0) }) == UInt8(ascii: "<") { return true }
        // The content type alone proves nothing: many services label JSON and plain text as a page.
        guard format == .json, response.header("content-type")?.lowercased().hasPrefix("text/html") == true else { return false }
        return (try? JSONParser.parse(response.body)) == nil
    }

    /// A page holds scripts, which hold what looks like JSON.
    private static func isDocument(_ body: [UInt8]) -> Bool {
        let start = body.drop(while: isSpace).prefix(14).map { ($0 as UInt8) | 0x20 }
        return ["<!doctype", "<html", "<head", "<body", "<script"].contains { start.starts(with: $0.utf8.map { $0 | 0x20 }) }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether the first 64 KiB hold `words`, which are in lower case, in either case of letters.
    private static func holds(_ body: [UInt8], _ words: String) -> Bool {
        let (text, words) = (body.prefix(65_536).map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, Array(words.utf8))
        guard let first = words.first else { return true }
        return text.indices.contains { text[$0] == first && text[$0...].starts(with: words) }
    }
}
