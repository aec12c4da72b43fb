import Testing
import Transport

@Suite struct OriginTests {
    @Test(
        "is scheme, host and port",
        arguments: [
            ("https://api.example.com/v1?a=b#c", "https", "api.example.com", 443), ("HTTP://Example.COM", "http", "example.com", 80),
            ("https://example.com:8443/", "https", "example.com", 8443), ("http://[::1]:8080/", "http", "[::1]", 8080),
            ("https://127.1/", "https", "127.0.0.1", 443), ("https://example.com?x", "https", "example.com", 443),
        ])
    func parts(url: String, scheme: String, host: String, port: UInt16) throws {
        let origin = try #require(Origin(url: url))
        #expect(origin.scheme == scheme)
        #expect(origin.host == host)
        #expect(origin.port == port)
    }

    @Test(
        "is shared by URLs that differ in nothing else",
        arguments: [
            ("https://example.com/a", "https://EXAMPLE.com:443/b?c", true), ("https://example.com/", "http://example.com/", false),
            ("https://example.com/", "https://example.com:444/", false), ("https://example.com/", "https://api.example.com/", false),
            ("http://example.com:443/", "https://example.com:443/", false), ("https://example.com/", "https://example.com./", false),
        ])
    func same(one: String, other: String, isSame: Bool) {
        #expect((Origin(url: one) == Origin(url: other)) == isSame)
    }

    @Test(
        "is not found in what is no plain http(s) URL",
        arguments: [
            "", "example.com", "/path", "//example.com/", "ftp://example.com/", "file:///etc/passwd", "https://", "https:///",
            "https://user@example.com/", "https://user:word@example.com/", "https://:word@example.com/", "https://%00@example.com/",
            "https://exa mple.com/", "https://example.com/a b", "https://example.com/\r\nHost: evil", "https://example.com\0.evil/",
            "https://example.com:99999/", "https://example.com:0/", "https://example.com:x/", "https://[::1/", "https://[fe80::1%25eth0]/",
            "javascript:alert(1)", "https://example.com\\@evil.example/",
        ])
    func refused(url: String) {
        #expect(Origin(url: url) == nil)
    }

    @Test(
        "of a reference is decided after it was resolved",
        arguments: [
            ("?page=2", "https://example.com/a/b?page=2", true), ("c", "https://example.com/a/c", true),
            ("/c", "https://example.com/c", true),
            ("https://example.com:443/x", "https://example.com:443/x", true), ("//evil.example/x", "https://evil.example/x", false),
            ("http://example.com/", "http://example.com/", false),
        ])
    func resolved(reference: String, url: String, isSame: Bool) throws {
        let base = "https://example.com/a/b"
        #expect(Origin.resolve(reference, from: base) == url)
        #expect((Origin(url: url) == Origin(url: base)) == isSame)
    }

    @Test("of a reference is not guessed", arguments: ["", "https://", "\u{1}", "/a\r\nb"])
    func unresolved(reference: String) {
        #expect(Origin.resolve(reference, from: "https://example.com/") == nil)
    }
}
