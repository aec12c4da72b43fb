import Testing

@testable import Networks

@Suite struct JSONParserTests {
    @Test(
        "reads what RFC 8259 calls JSON",
        arguments: [
            (#""2266.71""#, #""2266.71""#), (" 12.50 ", "12.50"), ("-0.0e+10", "-0.0e+10"), ("[]", "[]"), ("{}", "{}"),
            ("\t\r\n[1,\n2]", "[1,2]"), (#"{"b":1,"a":{"c":[true,false,null]}}"#, #"{"b":1,"a":{"c":[true,false,null]}}"#),
            (#""a\u00e9\"\\\/\b\f\n\r\t""#, "\"aé\\\"\\\\/\\u0008\\u000c\\n\\r\\t\""), (#""\ud83d\ude00""#, "\"😀\""),
            (#""\ud83d""#, "\"\u{FFFD}\""), (#""\ud83dx""#, "\"\u{FFFD}x\""), (#""\ude00\u0041""#, "\"\u{FFFD}A\""),
            ("\u{FEFF}1", "1"),
        ])
    func reading(body: String, text: String) throws {
        #expect(try JSONParser.parse(Array(body.utf8)).text == text)
    }

    @Test(
        "refuses what jq would swallow, and everything else that is not JSON",
        arguments: [
            "", " ", "NaN", "nan", "[NaN]", "Infinity", "-Infinity", "1 2", "{} x", "[1,]", "{\"a\":1,}", "[1", "{", "\"", "\"\\",
            "\"\\u12\"",
            "{'a':1}", "{a:1}", "01", "+1", "1.", ".5", "1e", "0x10", "tru", "truex", "\"a\nb\"", "\"\\x\"", #"{"a":1,"a":2}"#,
            #"{"a":1,"\u0061":2}"#, "1e999", "<html>", "// x\n1", "[1 2]", "{\"a\" 1}",
        ])
    func refusal(body: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(Array(body.utf8)) }
    }

    @Test(
        "refuses invalid UTF-8, wherever it stands", arguments: [[0x22, 0xFF, 0x22], [0x31, 0xC0], [0xEF, 0xBB, 0xBF, 0xED, 0xA0, 0x80]])
    func encoding(bytes: [UInt8]) {
        #expect(throws: JSONError(reason: "invalid UTF-8", offset: 0)) { try JSONParser.parse(bytes) }
    }

    @Test("reads 100 levels and refuses 101 and a hundred thousand", arguments: [(100, true), (101, false), (100_000, false)])
    func depth(levels: Int, isRead: Bool) {
        let body = Array(String(repeating: "[", count: levels).utf8) + Array(String(repeating: "]", count: levels).utf8)
        #expect(((try? JSONParser.parse(body)) != nil) == isRead)
    }
}
