import FoundationEssentials
import TestSupport
import Testing

/// The history leaves by the program alone: to a PostgreSQL server, into files, into what is full or gone.
@Suite(.serialized) struct ExportTests {
    @Test func aPostgresServerGetsOneStateOfTheHistoryWhileTheDaemonPolls() async throws {
        // Before the simulators: a server must not hold their sockets.
        let server = try PostgresServer.shared()
        await World.during(settings: Household.Settings(interval: "1m")) { world in
            let daemon = try world.startDaemon()
            try await world.waitUntil("SELECT count(*) >= 8 FROM reading", is: "1")
            for round in 0..<2 {
                let database = try server.database()
                let run = try database.shell(#""$1" export postgres --config "$2" | psql -X"#, [World.program, world.house.configuration])
                #expect(run.code == 0 && run.output == "" && run.errors == "")
                let stored = try database.rows(
                    "SELECT extract(epoch FROM max(at))::bigint, count(*), (sum(balance) * 1000000)::bigint FROM reading")[0]
                let known = try await world.rows(
                    "SELECT max(at), count(*), sum(balance_micros) FROM reading WHERE at <= \(stored[0])")
                #expect(known == [stored])
                // It polls on, so that the next round meets more.
                try await world.waitUntil("SELECT max(at) > \(stored[0]) FROM reading", is: "1")
                #expect(try database.rows("SELECT count(*) FROM balances WHERE state = 'live'") == [["4"]], "round \(round)")
            }
            try await world.stop(daemon)
            let database = try server.database()
            let after = try database.shell(
                #""$1" export postgres --schema Money_1 --since 2026-11-20 --config "$2" | psql -X -1"#,
                [World.program, world.house.configuration])
            #expect(after.code == 0 && after.errors == "")
            let all = try await world.rows("SELECT count(*), max(at) FROM reading")
            #expect(try database.rows(#"SELECT count(*), extract(epoch FROM max(at))::bigint FROM "Money_1".reading"#) == all)
        }
    }

    @Test func filesAreForSpreadsheetsAndPrograms() async throws {
        await World.during { world in
            try await world.subscribe()
            let excel = try export("csv days --excel", world)
            let lines = excel.output.split(separator: "\r\n")
            let header =
                "\u{FEFF}Дата;Аккаунт;Название;Сеть;Кошелёк;Название кошелька;Валюта;Было;Пополнено;Возвраты;Корректировки;Вывод;Списано;Стало;"
            #expect(excel.output.utf8.starts(with: (header + "Нет данных, сек.;Могло быть больше;Отмены\r\n").utf8))
            #expect(lines.count == 5 && lines.dropFirst().allSatisfy { $0.hasPrefix("20.11.2026;acc-") }, "\(excel.output)")
            #expect(try export("csv readings --excel --since 2026-11-20", world).output.contains("\r\n20.11.2026 09:"))
            #expect(try export("csv readings --until 2026-11-19", world).output.split(separator: "\n").count == 1)
            let objects = try export("jsonl readings", world).output.split(separator: "\n")
            #expect(try await world.rows("SELECT count(*) FROM reading") == [["\(objects.count)"]])
            #expect(objects.allSatisfy { $0.hasPrefix(#"{"at":"2026-11-20T06:"#) && $0.hasSuffix(#""}"#) })
        }
    }

    @Test func whatCannotBeWrittenIsSaid() async throws {
        await World.during { world in
            try await world.subscribe()
            for verb in ["postgres", "csv", "jsonl readings"] {
                let full = try export(verb, world, to: ">/dev/full")
                #expect(
                    full.code == 1 && full.errors.hasPrefix("cannot write to standard output: No space left on device; the export is "))
                // The pipe's reader is gone for certain once a writer before has been told so.
                let gone = try ShellRun(
                    #"{ (trap "" PIPE; while echo; do :; done) 2>/dev/null; "$1" export \#(verb) --config "$2"; echo "ended $?" >&2; } | true"#,
                    [World.program, world.house.configuration])
                #expect(gone.errors == "ended 141\n")
            }
        }
    }

    @Test func aWrongCommandLineEndsWithTwo() throws {
        let wrong = [
            "postgres --schema-only --data-only", "postgres --schema 'a b'", "postgres --since yesterday", "csv nonsense", "jsonl --excel",
            "csv --until 2026-02-30", "csv --since 2026-11-20 --until 2026-11-19", "jsonl --until 2026-10-31 --since 2026-11-01", "oracle",
        ]
        for arguments in wrong {
            let run = try ShellRun("\"$1\" export \(arguments)", [World.program])
            #expect(run.code == 2 && run.output == "" && !run.errors.isEmpty, "\(arguments): \(run.errors)")
        }
    }

    private func export(_ arguments: String, _ world: World, to target: String = "") throws -> ShellRun {
        let run = try ShellRun(
            "\"$1\" export \(arguments) --config \"$2\" \(target)", [World.program, world.house.configuration])
        if target.isEmpty { #expect(run.code == 0 && run.errors == "", "\(arguments)") }
        return run
    }
}
