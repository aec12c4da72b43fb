import Foundation
import Testing

@testable import Networks

@Suite struct JQFilterTests {
    private func run(_ filter: String, _ body: String = "null") throws -> [String] {
        try JQFilter(filter).run(JSONParser.parse(Array(body.utf8))).map(\.text)
    }

    @Test(
        "gives a stream of values",
        arguments: [
            (".a", #"{"a":1}"#, ["1"]), ("empty", "1", []), (".[]", "[1,2.5,\"x\"]", ["1", "2.5", "\"x\""]),
            ("{a: .b, c}", #"{"b":1,"c":{"d":null}}"#, [#"{"a":1,"c":{"d":null}}"#]), (".x | tonumber", #"{"x":"12.50"}"#, ["12.5"]),
            (". # a remark", "1", ["1"]), ("\n.\n|\n. + 1", "1", ["2"]), (".", "\"a\\u0000b\"", ["\"a\\u0000b\""]),
        ])
    func stream(filter: String, body: String, results: [String]) throws {
        #expect(try run(filter, body).map { $0.replacing(" ", with: "") } == results)
    }

    @Test("can run any number of times after an error and after half a stream")
    func again() throws {
        let filter = JQFilter(".[] | tonumber")
        #expect(throws: JQError.self) { try filter.run(.array([.string("x")])) }
        #expect(try filter.run(.array([.string("1"), .string("2")]), atMost: 2) == [.number("1"), .number("2")])
        #expect(throws: JQError.tooMuch) { try filter.run(.array([.string("1"), .string("2")]), atMost: 1) }
        #expect(try filter.run(.array([.string("3")])) == [.number("3")])
    }

    @Test(
        "sees neither the environment nor files nor other inputs",
        arguments: [
            ("env", "{}"), ("$ENV", "{}"), ("[inputs]", "[]"), ("env.HOME", "null"), ("$ENV.PATH", "null"), ("get_search_list", "[]"),
        ])
    func isolation(filter: String, result: String) throws {
        #expect(try run(filter) == [result])
    }

    @Test(
        "must not import, include, read on, or end the process",
        arguments: ["import \"a\" as a; .", "include \"a\"; .", "halt", "halt_error", "halt_error(3)", "input", "\"a\" | modulemeta"])
    func refusal(filter: String) {
        #expect(throws: JQError.self) { try run(filter) }
    }

    @Test("writes nothing to the process's standard error") func silence() async throws {
        let ended = try await #require(processExitsWith: .success, observing: [\.standardErrorContent]) {
            _ = try JQFilter("debug | debug | stderr").run(.string("written"))
            _ = try? JQFilter("foo").run(.null)
        }
        #expect(!String(decoding: ended.standardErrorContent, as: UTF8.self).contains("written"))
        #expect(!String(decoding: ended.standardErrorContent, as: UTF8.self).contains("foo"))
    }

    @Test("does not run under definitions of the user's own, which would change what it means") func foreignDefinitions() async {
        await #expect(processExitsWith: .success) {
            let home = NSTemporaryDirectory() + "/jq-home-\(getpid())"
            try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: home) }
            try "def tonumber: 0;".write(toFile: home + "/.jq", atomically: true, encoding: .utf8)
            setenv("HOME", home, 1)
            #expect(throws: JQError.self) { try JQFilter("tonumber").run(.string("5")) }
            unsetenv("HOME")
            #expect(try JQFilter("tonumber").run(.string("5")) == [.number("5")])
        }
    }

    @Test(
        "that does not compile says why, and in which line",
        arguments: [
            ("foo", "foo/0 is not defined, line 1"), (".a\n| foo(1)", "foo/1 is not defined, line 2"), ("$x", "$x is not defined, line 1"),
            ("{a: .b", "it ends too early: a bracket or a quote is not closed"), (".a | | .b", "syntax error, unexpected '|', line 1"),
        ])
    func compileError(filter: String, sentence: String) {
        #expect(throws: JQError.doesNotCompile(sentence)) { try run(filter) }
    }

    @Test(
        "that never ends is halted",
        arguments: ["def f: f; f", "[range(0; infinite) | select(false)]", "last(repeat(1))", "until(false; .)"])
    func deadline(filter: String) throws {
        let filter = JQFilter(filter)
        #expect(throws: JQError.tookTooLong) { try filter.run(.null, limit: .milliseconds(50)) }
        // The machine is of use afterwards, and a time that has passed already is a time.
        #expect(throws: JQError.tookTooLong) { try filter.run(.null, limit: .zero) }
    }

    @Test("that gives results without end is stopped") func flood() {
        #expect(throws: JQError.tooMuch) { try run("repeat(1)") }
    }

    @Test(
        "gives numbers as the shortest decimal that reads back",
        arguments: [
            ("0.1 + 0.2", "0.30000000000000004"), ("500 - 431.2", "68.80000000000001"), ("1e3", "1000"), ("1e20", "1e+20"),
            ("0.0000001", "1e-07"), ("-1.50", "-1.5"), ("9007199254740992", "9007199254740992"), ("nan", "null"),
        ])
    func numbers(filter: String, text: String) throws {
        let given = try run(filter)
        #expect(given == [text] || (text == "null" && given == ["nan"]))
    }

    @Test("serves many tasks at once") func concurrency() async {
        let filter = JQFilter(".a + 1")
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let result = try? filter.run(.object([.init(name: "a", value: .number("\(number)"))]))
                    return result?.first?.scalarText.flatMap { Int($0) } ?? -1_000_000
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == (1...200).reduce(0, +))
    }

    @Test("needs no more memory however often it runs or fails") func memory() async {
        await #expect(processExitsWith: .success) {
            let filters = [JQFilter(".a[] | {key: .k, amount: .n}"), JQFilter("error(\"no \\(.)\")")]
            let body = try JSONParser.parse(
                Array(#"{"a":[{"k":"north","n":1.5,"o":{"p":"a text that is long enough"}},{"k":"south","n":"2"}]}"#.utf8))
            func pages() throws -> Int {
                try Int(#require(String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ").dropFirst().first)) ?? 0
            }
            func work() { for _ in 0..<2000 { for filter in filters { _ = try? filter.run(body) } } }
            work()
            let before = try pages()
            work()
            #expect(try pages() - before < 128)
        }
    }
}
