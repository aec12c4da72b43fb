import TestSupport
import Testing

/// Standard output that is full, closed or read by nobody: no verb that printed in vain ends well, and none makes noise.
@Suite(.serialized) struct StandardOutputTests {
    private static let verbs = [
        "stat 2026-11-20", "stat 2026-11-20 --json", "balance", "verify", "verify --json", "history acc-kadam", "report --at 10:15",
        "backup",
        "chart 2026-11-20 -o -", "accounts", "networks", "check --offline", "export csv", "export jsonl readings", "export postgres",
    ]
    private static let pages = ["--help", "--version", "stat --help", "export", "--generate-completion-script bash"]

    @Test func whatDoesNotArriveIsSaidOnce() async throws {
        await World.during { world in
            try await world.subscribe()
            for (target, reason) in [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")] {
                let sentence = "cannot write to standard output: \(reason)"
                for verb in Self.verbs {
                    let run = try ShellRun("\"$1\" \(verb) --config \"$2\" \(target)", [World.program, world.house.configuration])
                    let lines = run.errors.split(separator: "\n").filter { !$0.hasPrefix("warning: ") && !$0.hasPrefix("note: ") }
                    #expect(run.code == 1 && lines.count == 1 && lines[0].hasPrefix(sentence), "\(verb) \(target): \(run)")
                }
                for page in Self.pages {
                    let run = try ShellRun("\"$1\" \(page) \(target)", [World.program])
                    #expect(run.code == 1 && run.errors == sentence + "\n", "\(page) \(target): \(run)")
                }
            }
            let verify = try ShellRun("\"$1\" verify --config \"$2\"", [World.program, world.house.configuration])
            #expect(verify.code == 0 && verify.errors == "")
        }
    }

    @Test func aDemoThatNobodySeesEndsAsEveryVerbDoes() throws {
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        try house.write("/start\nexpect nothing of the kind within 600s\n", to: "script")
        for words in ["--time 2026-11-20T12:00:00Z --script \"$2/script\"", "--time 2026-11-20T12:00:00Z"] {
            let demo = #""$1" demo --directory "$2/demo" \#(words) </dev/null"#
            let full = try ShellRun(demo + " >/dev/full", [World.program, house.path])
            #expect(full.code == 1 && full.errors == "cannot write to standard output: No space left on device\n", "\(words): \(full)")
            let unread = try ShellRun(
                #"{ (trap "" PIPE; while echo; do :; done) 2>/dev/null; \#(demo); echo "ended $?" >&2; } | true"#,
                [World.program, house.path])
            #expect(unread.errors == "ended 141\n", "\(words): \(unread)")
        }
    }

    @Test func aReaderThatHasGoneIsNoReasonForWords() async throws {
        await World.during { world in
            try await world.subscribe()
            for verb in Self.verbs.map({ $0 + #" --config "$2""# }) + Self.pages {
                // The pipe's reader is gone for certain once a writer before has been told so.
                let run = try ShellRun(
                    #"{ (trap "" PIPE; while echo; do :; done) 2>/dev/null; "$1" \#(verb); echo "ended $?" >&2; } | true"#,
                    [World.program, world.house.configuration])
                let lines = run.errors.split(separator: "\n").filter { !$0.hasPrefix("warning: ") && !$0.hasPrefix("note: ") }
                #expect(lines == ["ended 141"], "\(verb): \(run.errors)")
            }
        }
    }
}
