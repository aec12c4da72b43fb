import Domain
import Testing

@testable import Networks

@Suite struct TemplateTests {
    private let values = TemplateValues(
        secrets: ["key": Secret("k&y")], variables: ["account": "7", "logins": " a, b ,,c "], login: ["token": Secret("tok")],
        now: Instant(seconds: 1_793_441_700))

    @Test(
        "puts values in",
        arguments: [
            ("plain", "plain"), ("a{vars.account}b", "a7b"), ("{login.token}{secrets.key}", "tokk&y"),
            ("{login.refresh|secrets.key}", "k&y"),
            ("{login.token|secrets.key}", "tok"), ("{now.s}", "1793441700"), ("{now.ms}", "1793441700000"), ("{now.date}", "2026-10-31"),
            ("{now.rfc3339}", "2026-10-31T10:15:00Z"), ("fields{a, b}", "fields{a, b}"), ("{{vars.account}", "{vars.account}"), ("{", "{"),
            ("{}", "{}"), ("{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 1}}"), ("}{vars.account}{", "}7{"),
        ])
    func rendering(source: String, text: String) throws {
        #expect(try Template(source).text(values) == text)
    }

    @Test(
        "refuses what looks like a placeholder and is none",
        arguments: ["{secret.key}", "{token}", "{vars.}", "{vars.a.b}", "{now.year}", "{vars.a|}", "{login}", "{secrets.a|token}"])
    func unknown(source: String) {
        #expect(throws: TemplateError.self) { try Template(source) }
    }

    @Test("names what is missing, and never a value") func missing() throws {
        #expect(throws: TemplateError("there is no value for {login.refresh|login.old}")) {
            try Template("{login.refresh|login.old}").text(values)
        }
    }

    @Test("draws another nonce and UUID for each request") func nonces() throws {
        let other = TemplateValues(secrets: [:], variables: [:], now: Instant(seconds: 0))
        #expect(values.nonce != other.nonce && values.nonce.count == 32)
        #expect(values.uuid != other.uuid)
        #expect(values.uuid.map { $0 == "-" ? "-" : "x" }.joined() == "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
        #expect(values.uuid.split(separator: "-")[2].first == "4" && "89ab".contains(values.uuid.split(separator: "-")[3].prefix(1)))
    }

    @Test("cuts a list variable at its commas") func list() throws {
        let placeholder = try #require(try Template("{vars.logins[]}").lonePlaceholder)
        #expect(try JSONTemplate.list(placeholder).json(values).text == #"["a","b","c"]"#)
    }
}
