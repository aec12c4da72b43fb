import Domain
import Foundation
import Testing

@testable import Networks

/// Filters that would stop, crash or starve the process that runs them.
@Suite struct FilterHelperTests {
    static let poison: [(filter: String, body: JSONValue, expected: [JQError])] = [
        ("splits(\",\") | {amount: .[0]}", .string(String(repeating: "1,", count: 500_000)), [.tookTooLong]),
        ("[match(\"[0-9]+\"; \"g\")] | length", .string(String(repeating: "1,", count: 500_000)), [.tookTooLong]),
        ("\"a\" * 1e9 | length", .null, [.outOfMemory, .tookTooLong]),
        ("{title: (.updated | todate)}", .object([.init(name: "updated", value: .number("1e18"))]), [.crashed(SIGABRT)]),
        ("strftime(\"%Y\")", .number("1e300"), [.crashed(SIGABRT)]),
        (".n as $n | [] | .[$n] = 1", .object([.init(name: "n", value: .number("1000000000"))]), [.crashed(SIGSEGV), .outOfMemory]),
        ("[] | .[536870911] = 1", .null, [.crashed(SIGSEGV), .outOfMemory]),
        ("def f: [f]; f", .null, [.crashed(SIGSEGV), .outOfMemory, .tookTooLong]),
        ("reduce range(40) as $i (\"a\"; . + .) | length", .null, [.outOfMemory]),
        ("[range(1e9)] | length", .null, [.outOfMemory, .tookTooLong]),
    ]

    @Test("a filter that is too much for jq is one failed run, and the next filter runs at once", arguments: poison.indices)
    func poisonous(index: Int) async throws {
        let (source, body, expected) = Self.poison[index]
        let error = await #expect(throws: JQError.self) { try await JQFilter(source).run(body) }
        #expect(expected.contains(try #require(error)), "\(source): \(String(describing: error))")
        #expect(try await JQFilter(". + 1").run(.number("1")) == [.number("2")])
    }

    @Test("a filter that kills its helper again and again keeps no other waiting") func pace() async throws {
        let bad = JQFilter("def f: f; f")
        await #expect(throws: JQError.tookTooLong) { try await bad.run(.null, limit: .milliseconds(50)) }
        let good = JQFilter(".a")
        _ = try await good.run(.null)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try? await bad.run(.null, limit: .seconds(1)) } }
            let begin = ContinuousClock.now
            for number in 0..<100 {
                let result = try? await good.run(.object([.init(name: "a", value: .number("\(number)"))]))
                #expect(result == [.number("\(number)")])
            }
            #expect(ContinuousClock.now - begin < .seconds(1))
        }
    }

    @Test("a run that is cancelled ends at once, and its helper with it") func cancelling() async throws {
        let task = Task { try? await JQFilter("last(repeat(1))").run(.null, limit: .seconds(60)) }
        try await Task.sleep(for: .milliseconds(300))
        let begin = ContinuousClock.now
        task.cancel()
        #expect(await task.value == nil)
        #expect(try await JQFilter(".").run(.bool(true)) == [.bool(true)])
        #expect(ContinuousClock.now - begin < .seconds(5))
    }

    @Test("a helper that is killed while nothing runs costs no run, and leaves no zombie") func killedOutside() async {
        await #expect(processExitsWith: .success) {
            let filter = JQFilter(".")
            for number in 0..<3 {
                #expect(try await filter.run(.number("\(number)")) == [.number("\(number)")])
                let helper = try #require(try HelperProcess.all().first)
                #expect(kill(helper.id, SIGKILL) == 0)
                let end = ContinuousClock.now + .seconds(10)
                while try !HelperProcess.all().isEmpty, .now < end { usleep(1000) }
                #expect(try HelperProcess.all().isEmpty)
            }
        }
    }

    @Test("ten thousand runs and failures need no more memory, descriptors or processes") func growth() async {
        await #expect(processExitsWith: .success) {
            let filters = [JQFilter(".a[] | {key: .k, amount: .n}"), JQFilter("error(\"no \\(.)\")")]
            let body = try JSONParser.parse(
                Array(#"{"a":[{"k":"north","n":1.5,"o":{"p":"a text that is long enough"}},{"k":"south","n":"2"}]}"#.utf8))
            func work() async throws -> (ours: Int, theirs: Int, descriptors: Int) {
                for _ in 0..<2500 { for filter in filters { _ = try? await filter.run(body) } }
                let helpers = try HelperProcess.all()
                #expect(helpers.count == 1 && helpers.allSatisfy { $0.state != "Z" })
                return (
                    try HelperProcess.pages(of: "self"), try HelperProcess.pages(of: "\(helpers[0].id)"),
                    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
                )
            }
            let before = try await work()
            let after = try await work()
            #expect(after.ours - before.ours < 128 && after.theirs - before.theirs < 128, "\(before) \(after)")
            #expect(after.descriptors == before.descriptors)
        }
    }

    @Test("the helper is bounded: its memory, its files, no core image; it has no environment and no descriptor of ours")
    func confinement() async {
        await #expect(processExitsWith: .success) {
            let ours = open("/dev/null", O_RDONLY)
            defer { close(ours) }
            _ = try await JQFilter(".").run(.null)
            let helper = try #require(try HelperProcess.all().first)
            let limits = try String(contentsOfFile: "/proc/\(helper.id)/limits", encoding: .utf8).split(separator: "\n").map {
                $0.split(separator: " ").joined(separator: " ")
            }
            #expect(limits.contains { $0.hasPrefix("Max address space 268435456 268435456") })
            #expect(limits.contains { $0.hasPrefix("Max core file size 0 0") })
            #expect(limits.contains { $0.hasPrefix("Max file size 0 0") })
            #expect(limits.contains { $0.hasPrefix("Max cpu time 1") })
            // Nobody but root may look any further.
            guard getuid() == 0 else { return }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/\(helper.id)/fd").sorted() == ["0", "1", "2"])
            #expect(try String(contentsOfFile: "/proc/\(helper.id)/environ", encoding: .utf8) == "HOME=/dev/null\0")
        }
    }

    @Test("many filters at once, and more of them than are kept compiled, give what each of them gives") func many() async {
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<270 {
                group.addTask {
                    (try? await JQFilter(". + \(number)").run(.number("1")).first?.scalarText).flatMap { Int($0) } ?? -1_000_000
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == (1...270).reduce(0, +))
    }

    @Test("values arrive as they were sent, whatever is in them")
    func values() async throws {
        let text = #"{"":[],"a":{},"é\u0000\ud83d\ude00":[null,true,false,"",-0.1,1e-300,1.7976931348623157e308,123456789012345678]}"#
        let value = try JSONParser.parse(Array(text.utf8))
        let back = try await JQFilter(".").run(value)
        #expect(back.first?["a"] == .object([]) && back.first?[""] == .array([]))
        guard case .array(let elements)? = back.first?["é\u{0}😀"] else { Issue.record("\(back)"); return }
        #expect(
            elements == [
                .null, .bool(true), .bool(false), .string(""), .number("-0.1"), .number("1e-300"), .number("1.7976931348623157e+308"),
                .number("1.2345678901234568e+17"),
            ])
    }

    @Test("what a filter raises is bounded") func raised() async throws {
        let long = JSONValue.string(String(repeating: "é", count: 450_000))
        let error = await #expect(throws: JQError.self) { try await JQFilter("error(.)").run(long) }
        guard case .raised(let text)? = error else { Issue.record("\(String(describing: error))"); return }
        #expect(text.utf8.count == 65_536)
        await #expect(throws: JQError.tooMuch) { try await JQFilter("reduce range(23) as $i (\"a\"; . + .)").run(.null) }
    }

    @Test("a poll tells which filter of which definition it was, in a sentence, and what to change")
    func blame() async throws {
        let definition = try NetworkDefinition.reading("wallets = '{amount: 1, title: (.updated | todate)}'")
        let engine = ScriptedNetwork(#"{"updated":1e18}"#).engine()
        let failure = try #require(await engine.outcome(.using(definition)).failure)
        #expect(failure.failureClass == .permanent)
        #expect(failure.message.hasPrefix("test.toml:9, [response] wallets: the filter crashed jq (signal 6): let it check"))
        #expect(failure.message.utf8.count < 300)
        let good = try NetworkDefinition.reading("wallets = '{amount: .updated}'")
        #expect(await ScriptedNetwork(#"{"updated":2}"#).engine().outcome(try .using(good)).wallets?.count == 1)
    }
}
