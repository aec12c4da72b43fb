import Foundation
import Testing

@testable import Networks

@Suite struct JQFilterTests {
    private func run(_ filter: String, _ body: String = "null") async throws -> [String] {
        try await JQFilter(filter).run(JSONParser.parse(Array(body.utf8))).map(\.text)
    }

    @Test(
        "gives a stream of values",
        arguments: [
            (".a", #"{"a":1}"#, ["1"]), ("empty", "1", []), (".[]", "[1,2.5,\"x\"]", ["1", "2.5", "\"x\""]),
            ("{a: .b, c}", #"{"b":1,"c":{"d":null}}"#, [#"{"a":1,"c":{"d":null}}"#]), (".x | tonumber", #"{"x":"12.50"}"#, ["12.5"]),
            (". # a remark", "1", ["1"]), ("\n.\n|\n. + 1", "1", ["2"]), (".", "\"a\\u0000b\"", ["\"a\\u0000b\""]),
        ])
    func stream(filter: String, body: String, results: [String]) async throws {
        #expect(try await run(filter, body).map { $0.replacing(" ", with: "") } == results)
    }

    @Test("can run any number of times after an error and after half a stream")
    func again() async throws {
        let filter = JQFilter(".[] | tonumber")
        await #expect(throws: JQError.self) { try await filter.run(.array([.string("x")])) }
        #expect(try await filter.run(.array([.string("1"), .string("2")]), atMost: 2) == [.number("1"), .number("2")])
        await #expect(throws: JQError.tooMuch) { try await filter.run(.array([.string("1"), .string("2")]), atMost: 1) }
        #expect(try await filter.run(.array([.string("3")])) == [.number("3")])
    }

    @Test(
        "sees neither the environment nor files nor other inputs",
        arguments: [
            ("env", "{}"), ("$ENV", "{}"), ("[inputs]", "[]"), ("env.HOME", "null"), ("$ENV.PATH", "null"), ("get_search_list", "[]"),
        ])
    func isolation(filter: String, result: String) async throws {
        #expect(try await run(filter) == [result])
    }

    @Test(
        "must not import, include, read on, or end the process",
        arguments: ["import \"a\" as a; .", "include \"a\"; .", "halt", "halt_error", "halt_error(3)", "input", "\"a\" | modulemeta"])
    func refusal(filter: String) async {
        await #expect(throws: JQError.self) { try await run(filter) }
    }

    @Test("writes nothing to the process's standard error") func silence() async throws {
        let ended = try await #require(processExitsWith: .success, observing: [\.standardErrorContent]) {
            _ = try await JQFilter("debug | debug | stderr").run(.string("written"))
            _ = try? await JQFilter("foo").run(.null)
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
            #expect(try await JQFilter("tonumber").run(.string("5")) == [.number("5")])
        }
    }

    @Test(
        "that does not compile says why, and in which line",
        arguments: [
            ("foo", "foo/0 is not defined, line 1"), (".a\n| foo(1)", "foo/1 is not defined, line 2"), ("$x", "$x is not defined, line 1"),
            ("{a: .b", "it ends too early: a bracket or a quote is not closed"), (".a | | .b", "syntax error, unexpected '|', line 1"),
        ])
    func compileError(filter: String, sentence: String) async {
        await #expect(throws: JQError.doesNotCompile(sentence)) { try await run(filter) }
    }

    @Test(
        "that never ends is halted",
        arguments: ["def f: f; f", "[range(0; infinite) | select(false)]", "last(repeat(1))", "until(false; .)"])
    func deadline(filter: String) async throws {
        let filter = JQFilter(filter)
        await #expect(throws: JQError.tookTooLong) { try await filter.run(.null, limit: .milliseconds(50)) }
        // The machine is of use afterwards, and a time that has passed already is a time.
        await #expect(throws: JQError.tookTooLong) { try await filter.run(.null, limit: .zero) }
    }

    @Test("that gives results without end is stopped") func flood() async {
        await #expect(throws: JQError.tooMuch) { try await run("repeat(1)") }
    }

    @Test(
        "gives numbers as the shortest decimal that reads back",
        arguments: [
            ("0.1 + 0.2", "0.30000000000000004"), ("500 - 431.2", "68.80000000000001"), ("1e3", "1000"), ("1e20", "1e+20"),
            ("0.0000001", "1e-07"), ("-1.50", "-1.5"), ("9007199254740992", "9007199254740992"), ("nan", "null"),
        ])
    func numbers(filter: String, text: String) async throws {
        let given = try await run(filter)
        #expect(given == [text] || (text == "null" && given == ["nan"]))
    }

    @Test("serves many tasks at once") func concurrency() async {
        let filter = JQFilter(".a + 1")
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let result = try? await filter.run(.object([.init(name: "a", value: .number("\(number)"))]))
                    return result?.first?.scalarText.flatMap { Int($0) } ?? -1_000_000
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == (1...200).reduce(0, +))
    }
}
