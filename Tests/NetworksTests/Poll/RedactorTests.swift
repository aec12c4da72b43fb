import Domain
import Testing

@testable import Networks

@Suite struct RedactorTests {
    private static let secret = "s3c/r&t \"ü"

    @Test(
        "masks a secret in every form that a request or an answer may show",
        arguments: [
            secret, "x=s3c%2Fr%26t%20%22%C3%BC&y", "x=s3c%2fr%26t%20%22%c3%bc", "x=s3c%2Fr%26t+%22%C3%BC", #"{"a":"s3c/r&t \"ü"}"#,
            #"{"a":"s3c\/r&t \"ü"}"#, #"{"a":"s3c/r&t \"\u00fc"}"#, "<a>s3c/r&amp;t &quot;ü</a>", "Basic \(secret.base64)",
            "\u{301}\(secret)\u{301}",
            #"{"echo":"{\"a\":\"s3c/r&t \\\\\"ü"}"#, #"{"e":"s3c\\\\/r&t \\\\u0022\\u00FC"}"#, "s3c%252Fr%2526t%2520%2522%25C3%25BC",
            "s3c&#x2F;r&amp;t &#34;ü", "cut off: \"s3c/r&...", #"object ({"a":"s3c...) cannot"#,
        ])
    func forms(text: String) {
        let shown = Redactor([Secret(Self.secret)]).redact(text)
        #expect(shown.unicodeScalars.contains("•"))
        #expect(!shown.contains("s3c") && !shown.contains(Self.secret.base64))
    }

    @Test("masks the longer of two secrets first") func nested() {
        #expect(Redactor([Secret("abcd"), Secret("abcdef")]).redact("abcdef abcd") == "•••• ••••")
    }

    @Test("leaves other texts alone", arguments: ["", "nothing here", "s3", "s3c"]) func others(text: String) {
        #expect(Redactor([Secret(Self.secret), Secret("")]).redact(text) == text)
    }

    @Test("masks before it cuts") func excerpt() {
        let redactor = Redactor([Secret("0123456789")])
        let body = String(repeating: "x", count: 185) + "0123456789"
        #expect(redactor.excerpt(Array(body.utf8), limit: 200) == String(repeating: "x", count: 185) + "••••")
        #expect(redactor.excerpt(Array("a\nb\u{7}c\u{0}".utf8), limit: 4) == "a b …")
    }

    @Test("spares an account's number in a wallet's name, not a token") func names() {
        var redactor = Redactor([Secret("client-secret")])
        redactor.addToken(Secret("70102"))
        redactor.addToken(Secret("0123456789abcdef"))
        redactor.addToken(Secret("x"))
        #expect(redactor.redact(name: "70102") == "70102")
        #expect(redactor.redact("70102 x") == "•••• x")
        #expect(redactor.redact(name: "a 0123456789abcdef client-secret") == "a •••• ••••")
    }
}
