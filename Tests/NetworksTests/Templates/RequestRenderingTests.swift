import Domain
import Testing
import Transport

@testable import Networks

@Suite struct RequestRenderingTests {
    static let nasty = [
        "a\"b", "a&b=c", "a\\", "a}b{c", "a/b?c#d", "ü ö%20+", "';--", "a\u{0}b", "a\r\nX: y", "../..", "{secrets.b}", "a b",
    ]

    private func request(_ request: String, secret: String, vars: [String: String] = ["host": "h.example"]) throws -> HTTPRequest {
        let definition = try NetworkDefinition.written(
            """
            title = "T"
            currency = "USD"
            [secrets]
            a = "a"
            [vars]
            host = "host"
            [request]
            \(request)
            [response]
            wallets = '.'
            """)
        let values = TemplateValues(secrets: ["a": Secret(secret)], variables: vars, now: Instant(seconds: 0))
        return try definition.request.request(values, accept: "application/json")
    }

    @Test("keeps a value whole in a JSON body", arguments: nasty) func json(value: String) throws {
        let sent = try request(
            #"url = "https://x/"; json = { k = "{secrets.a}", n = 1, f = 1.50, b = true, l = ["x{secrets.a}"] }"#.lines, secret: value)
        let expected = JSONValue.object([
            .init(name: "k", value: .string(value)), .init(name: "n", value: .number("1")), .init(name: "f", value: .number("1.50")),
            .init(name: "b", value: .bool(true)), .init(name: "l", value: .array([.string("x" + value)])),
        ])
        #expect(sent.method == "POST")
        #expect(try JSONParser.parse(Array(sent.text.utf8)) == expected)
    }

    @Test("keeps a value whole in a query and a form", arguments: nasty) func parameters(value: String) throws {
        let sent = try request(
            #"url = "https://x/p?z=1"; query = { k = "{secrets.a}", last = 1 }; form = { f = "{secrets.a}", last = true }"#.lines,
            secret: value)
        let query = sent.url.dropFirst("https://x/p?z=1&k=".count)
        #expect(sent.url.hasPrefix("https://x/p?z=1&k=") && query.hasSuffix("&last=1") && query.dropLast(7).allSatisfy(Self.isHarmless))
        #expect(
            sent.text.hasPrefix("f=") && sent.text.hasSuffix("&last=true")
                && sent.text.dropFirst(2).dropLast(10).allSatisfy(Self.isHarmless))
    }

    @Test("keeps a value one segment of a path", arguments: nasty) func path(value: String) throws {
        let sent = try request(#"url = "https://x/api/{secrets.a}/balance""#, secret: value)
        #expect(sent.url.hasPrefix("https://x/api/") && sent.url.hasSuffix("/balance"))
        #expect(sent.url.dropFirst(14).dropLast(8).allSatisfy(Self.isHarmless))
    }

    @Test("refuses a segment that would walk up the path", arguments: [".", "..", ""]) func dots(value: String) {
        #expect(throws: TemplateError.self) { try request(#"url = "https://x/api/{secrets.a}/balance""#, secret: value) }
    }

    @Test("refuses a line end or a control character in a header", arguments: ["a\r\nX: y", "a\nb", "a\u{0}b", "a\u{7F}"])
    func header(value: String) throws {
        let error = #expect(throws: TemplateError.self) {
            try request(#"url = "https://x/"; headers = { Authorization = "Bearer {secrets.a}" }"#.lines, secret: value)
        }
        #expect(error?.description == "the value of header Authorization holds a line end or a control character")
    }

    @Test("drops the spaces and line ends around a pasted secret") func trimming() throws {
        let sent = try request(#"url = "https://x/"; headers = { X-Key = "{secrets.a}" }"#.lines, secret: " key\r\n")
        #expect(sent.header("x-key") == "key")
    }

    @Test(
        "takes a host with a port and nothing that is more",
        arguments: [
            ("h.example", true), ("127.0.0.1:80", true), ("a/b", false), ("u@h", false), ("https://h", false), ("", false), ("h?x", false),
            ("h\r\n", false),
        ])
    func host(value: String, isHost: Bool) {
        let sent = try? request(#"url = "https://{vars.host}/x""#, secret: "s", vars: ["host": value])
        #expect(sent?.url == (isHost ? "https://\(value)/x" : nil))
    }

    @Test(
        "encodes a basic authorisation",
        arguments: [("open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("x", "QWxhZGRpbjp4"), ("xy", "QWxhZGRpbjp4eQ==")])
    func basic(password: String, header: String) throws {
        let sent = try request(
            #"url = "https://x/"; basic = ["{vars.host}", "{secrets.a}"]"#.lines, secret: password, vars: ["host": "Aladdin"])
        #expect(sent.header("authorization") == "Basic " + header)
        #expect(throws: TemplateError.self) {
            try request(#"url = "https://x/"; basic = ["{vars.host}", "{secrets.a}"]"#.lines, secret: "p", vars: ["host": "a:b"])
        }
    }

    @Test("asks for JSON unless the definition asks for something else") func accept() throws {
        #expect(try request(#"url = "https://x/""#, secret: "s").headers.map(\.name) == ["Accept"])
        #expect(
            try request(#"url = "https://x/"; headers = { accept = "text/plain" }"#.lines, secret: "s").header("accept") == "text/plain")
    }

    private static func isHarmless(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "%-._~".contains(character))
    }
}

extension String {
    /// TOML has no `;`: one key a line.
    fileprivate var lines: String { replacing("; ", with: "\n") }
}
