import Domain
import FoundationEssentials
import Glibc
import Simulator
import Testing

/// The verbs beside a daemon that runs, or without one.
@Suite(.serialized) struct CommandLineTests {
    @Test func checkPollsEachAccountWithoutStoringAnything() async throws {
        await World.during { world in
            let check = try await run(["check"], in: world)
            #expect(check.ended() == .code(0))
            for network in world.networks.accounts.map(\.network) { #expect(check.outputText.contains("acc-\(network.rawValue)")) }
            #expect(world.telegram.calls(of: "getMe") > 0)
            #expect(!FileManager.default.fileExists(atPath: world.house.database))
            expectNoSecret(in: check)
        }
    }

    @Test func checkSaysThatSomeFailAndNoSecretOfTheirs() async throws {
        await World.during { world in
            let echo = #"{"errors":[{"status":403,"code":7,"title":"Invalid API key CANARY-key-popads-93be1d"}]}"#
            world.gate.put(.answer(ServedResponse(status: 403, body: Array(echo.utf8))), before: .popads)
            world.gate.put(.answer(ServedResponse(body: Array("<html>CANARY-key-kadam-93be1d</html>".utf8))), before: .kadam)
            for arguments in [["check"], ["check", "--json"]] {
                let check = try await run(arguments, in: world)
                #expect(check.ended() == .code(3))
                expectNoSecret(in: check)
            }
        }
    }

    @Test func checkOfflineAsksNobody() async throws {
        await World.during { world in
            let check = try await run(["check", "--offline"], in: world)
            #expect(check.ended() == .code(0))
            #expect(world.telegram.calls(of: "getMe") == 0)
            #expect(world.gate.told(by: .propellerads).isEmpty)
        }
    }

    @Test(arguments: [["accounts", "--json"], ["balance", "--json"], ["stat", "--json"], ["accounts"], ["balance"], ["stat"]])
    func tablesAreReadBesideARunningDaemonAndAfterIt(arguments: [String]) async throws {
        await World.during { world in
            let daemon = try world.startDaemon()
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            let beside = try await run(arguments, in: world)
            try await world.stop(daemon)
            let after = try await run(arguments, in: world)
            for verb in [beside, after] {
                #expect(verb.ended() == .code(0))
                #expect(verb.outputText.contains("Propellerads") || verb.outputText.contains("acc-propellerads"))
                expectNoSecret(in: verb)
            }
        }
    }

    @Test(arguments: [["nonsense"], ["run", "--time", "tomorrow"], ["report"], ["check", "--fast"]])
    func aWrongCommandLineEndsWithTwo(arguments: [String]) async throws {
        await World.during { world in
            let verb = try world.start(arguments, name: "wrong")
            #expect(try await verb.exit(within: .seconds(10)) == .code(2))
            #expect(!verb.errorText.isEmpty)
        }
    }

    @Test(
        arguments: [
            (["help", "bogus"], 2, "there is no verb \"bogus\"; there are run, check"),
            (["demo", "--directory", "/proc/none/x"], 1, "the directory /proc/none"),
            (["verify", ""], 1, "the name of the file is empty"),
        ] as [([String], Int32, String)])
    func whatCannotBeIsSaidInASentence(arguments: [String], code: Int32, words: String) async throws {
        await World.during { world in
            let verb = try world.start(arguments, name: "wrong")
            #expect(try await verb.exit(within: .seconds(30)) == .code(code))
            #expect(verb.errorText.contains(words) && !verb.errorText.contains("NSError"), "\(verb.errorText)")
        }
    }

    @Test func tooFewOpenFilesAreSaidInASentence() async throws {
        await World.during { world in
            let shell = try ChildProcess(
                "/bin/sh", ["-c", "ulimit -n 16; exec \"$0\" check --offline --config \"$1\"", World.program, world.house.configuration],
                folder: world.house.path, name: "few")
            defer { shell.destroy() }
            #expect(try await shell.exit(within: .seconds(30)) == .code(1))
            #expect(shell.errorText.contains("only 16 files may be open at once, and 64 are needed"), "\(shell.errorText)")
        }
    }

    private func run(_ arguments: [String], in world: World) async throws -> ChildProcess {
        let name = "verb-\(UInt32.random(in: 0 ... .max))"
        let verb = try world.start(arguments + ["--config", world.house.configuration], name: name)
        _ = try await verb.exit(within: .seconds(30))
        return verb
    }

    private func expectNoSecret(in verb: ChildProcess) {
        #expect(!verb.outputText.contains("CANARY"))
        #expect(!verb.errorText.contains("CANARY"))
    }
}
