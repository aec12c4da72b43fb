import Domain
import FoundationEssentials
import Glibc
import History
import TestSupport
import Testing

/// A small disk of its own that is really full: what was there stays whole, and nothing half made gets a name.
@Suite(.serialized, .enabled(if: PrivateMount.isPermitted, "only who may mount a disk in a name space of its own has one that fills up"))
struct FullDiskTests {
    /// Mounts the disk on `$3`, with `$4` bytes; what lay there lies on it too, and in `$3.before`.
    private static let mount = """
        cp -r "$3" "$3.before" && mount -t tmpfs -o size=$4 none "$3" && cp "$3.before"/* "$3" || exit 99

        """

    @Test func aBackupThatFindsNoRoomLeavesTheOlderOne() async throws {
        try await Self.house { house, folder in
            let run = try Self.run(
                #""$1" backup --config "$2"; code=$?; ls -A "$3"; cmp "$3".before/*.db "$3"/*.db; exit $code"#, house, folder, size: "1m")
            #expect(run.code == 1 && Self.isOneSentence(run, "no copy fits into "), "\(run)")
            #expect(run.output == ".backup.lock\nbalance-20260301T000000Z.db\n")
        }
    }

    @Test func aDiskThatIsFullInTheMiddleOfABackupLeavesTheOlderOne() async throws {
        try await Self.house { house, folder in
            // Stopped once a part of the copy is written; somebody else then takes the rest of the disk.
            let run = try Self.run(
                """
                for attempt in 1 2 3 4 5 6 7 8 9; do
                    rm -f "$3/filler" "$3/error"
                    "$1" backup --config "$2" 2>"$3.error" >/dev/null & child=$!
                    until [ -s "$3"/.balance-*.partial ] || ! kill -0 $child 2>/dev/null; do :; done
                    kill -STOP $child 2>/dev/null
                    cat /dev/zero >"$3/filler" 2>/dev/null
                    kill -CONT $child 2>/dev/null
                    wait $child; code=$?
                    [ $code -eq 0 ] || break
                    find "$3" -name 'balance-*' -newer "$3/.backup.lock" -delete
                done
                cat "$3.error" >&2
                ls -A "$3"; cmp "$3".before/*.db "$3"/*.db; exit $code
                """, house, folder, size: "64m")
            #expect(run.code == 1 && Self.isOneSentence(run, "no copy could be written to "), "\(run)")
            #expect(run.errors.contains("(No space left on device): free disk space there"), "\(run)")
            #expect(run.output == ".backup.lock\nbalance-20260301T000000Z.db\nfiller\n")
        }
    }

    @Test func aPictureAndATableThatFindNoRoomAreNotHalfThere() async throws {
        try await Self.house { house, folder in
            let run = try Self.run(
                """
                "$1" chart 2026-02-10..20 -o "$3/chart.png" --config "$2" && cp "$3/chart.png" "$3.png" || exit 98
                cat /dev/zero >"$3/filler" 2>/dev/null
                "$1" chart 2026-02-11..25 -o "$3/chart.png" --config "$2"; echo $?; cmp "$3.png" "$3/chart.png"
                "$1" chart 2026-02-11..25 -o "$3/new.png" --config "$2"; echo $?
                "$1" export csv readings --config "$2" >"$3/readings.csv"; echo $?
                rm "$3/readings.csv"; ls -A "$3"
                """, house, folder, size: "1m")
            #expect(run.output == "1\n1\n1\nbalance-20260301T000000Z.db\nchart.png\nfiller\n", "\(run)")
            let lines = run.errors.split(separator: "\n")
            let begins = ["the picture cannot be written to ", "the picture cannot be written to ", "cannot write to standard output: "]
            #expect(
                lines.count == 3 && zip(lines, begins).allSatisfy { $0.hasPrefix($1) && $0.contains("No space left on device") }, "\(run)")
        }
    }

    @Test func aDaemonOnAReadOnlyDiskSaysSoAndMayBeTriedAgain() throws {
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        defer { house.remove() }
        try house.configure(Household.Settings())
        let run = try PrivateMount.run(
            #"mount -t tmpfs -o ro none "$3" && exec timeout 20 "$1" run --config "$2""#,
            [World.program, house.configuration, house.path + "/data"])
        // 2, 65 and 78 would keep systemd from trying it again once the disk is mended.
        #expect(run.code == 1)
        let sentence =
            "balance.db.lock: Read-only file system; see in the kernel's log why its disk is mounted read-only, and mount it writable again\n"
        #expect(run.errors.hasPrefix("cannot open ") && run.errors.hasSuffix(sentence), "\(run)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    private static func isOneSentence(_ run: ShellRun, _ begin: String) -> Bool {
        run.errors.hasPrefix(begin) && run.errors.split(separator: "\n").count == 1
    }

    private static func run(_ script: String, _ house: Household, _ folder: String, size: String) throws -> ShellRun {
        try PrivateMount.run(mount + script, [World.program, house.configuration, folder, size])
    }

    /// A house with a history of several megabytes, and the folder of its backups, in which a small older one lies.
    private static func house(_ body: (Household, String) async throws -> Void) async throws {
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        defer { house.remove() }
        try house.configure(Household.Settings(more: "[backup]\nmin_free = \"1M\""))
        try house.write("key\n", to: "secrets/a")
        try house.write(
            "name = \"a\"\ntitle = \"A\"\nnetwork = \"kadam\"\nsecrets.token = { file = \"secrets/a\" }\n", to: "accounts.d/a.toml")
        let history = try History.open(path: house.database, lock: WriterLock(database: house.database))
        let begin = Instant(seconds: 1_769_904_000)  // 2026-02-01T00:00:00Z
        let wallet = try await history.write { transaction in
            let account = try transaction.upsertAccount(name: "a", was: nil, network: "kadam", title: "A", at: begin)
            return try transaction.openWallet(
                account: account.id, key: "main", title: nil, currency: try #require(Currency("USD")), at: begin, opening: .zero)
        }
        let folder = BackupFolder(path: house.path + "/data/backups", database: house.database)
        _ = try Backup(folder: folder, keep: 7, minFree: 0).make(of: house.database, at: Instant(seconds: 1_772_323_200))
        try await history.write { transaction in
            for number in 1...1000 as ClosedRange<Int64> {
                let spent = Money(micros: number * 1_000_003)
                try transaction.append(Reading(at: begin + number * 3600, balance: .zero, spent: spent, credited: spent), to: wallet.id)
            }
            try transaction.recordSweep(at: begin + 1000 * 3600)
        }
        try history.close()
        // A copy that is larger than what SQLite keeps in memory of it.
        _ = try History.leaveWish(path: house.database, kind: "test", payload: String(repeating: "x", count: 12_000_000), at: begin)
        unlink(folder.path + "/.backup.lock")
        try await body(house, folder.path)
    }
}
