import Domain
import TestSupport
import Testing

@Suite struct TZifTests {
    private func second(_ date: String, _ hour: Int64 = 0) throws -> Instant {
        Instant(seconds: Int64(try #require(CivilDate(date)).dayNumber) * 86_400 + hour * 3600)
    }

    @Test("is read in all its versions", arguments: ["1", "2", "3", "4"] as [Character])
    func versions(version: Character) throws {
        var file = TZifBytes(version: version, footer: "\nTWO-2\n")
        file.times = [0, 100]
        file.indices = [1, 0]
        file.types = [(3600, 0, 0), (7200, 1, 4)]
        file.names = "ONE\0TWO\0"
        let zone = try Zone(name: "Test", bytes: file.bytes)
        #expect(zone.offset(at: Instant(seconds: -1)) == 3600)
        #expect(zone.offset(at: Instant(seconds: 0)) == 7200)
        #expect(zone.abbreviation(at: Instant(seconds: 99)) == "TWO")
        #expect(zone.offset(at: Instant(seconds: 100)) == (version == "1" ? 3600 : 7200))
        #expect(zone.nextChange(after: Instant(seconds: 5)) == Instant(seconds: 100))
        #expect(zone.nextChange(after: Instant(seconds: 100)) == nil)
    }

    @Test(
        "follows its rule in the years to come",
        arguments: [
            ("MSK-3", "2050-07-01", 0, 10_800), ("<+0545>-5:45", "2050-07-01", 0, 20_700), ("<-02>2:00:30", "2050-07-01", 0, -7_230),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27", 0, 3600), ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27", 1, 7200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30", 0, 7200), ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30", 1, 3600),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01", 0, 0), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01", 0, 3600),
            ("AAA0BBB,J60/0,J300/0", "2048-02-29", 23, 0), ("AAA0BBB,J60/0,J300/0", "2048-03-01", 0, 3600),
            ("AAA0BBB,59/0,300/0", "2048-02-28", 23, 0), ("AAA0BBB,59/0,300/0", "2048-02-29", 0, 3600),
            ("AAA0BBB,59/0,300/0", "2047-03-01", 0, 3600),
            // Hours far off their day: 50 hours after a Thursday; the evening before a Sunday; a week before New Year.
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-25", 23, 7200), ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-26", 0, 10_800),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27", 0, -7200), ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27", 1, -3600),
            ("AAA0BBB,0/-167,J100/0", "2049-12-25", 0, 0), ("AAA0BBB,0/-167,J100/0", "2049-12-25", 1, 3600),
            ("AAA0BBB,J100/0,J365/167", "2050-01-06", 21, 3600), ("AAA0BBB,J100/0,J365/167", "2050-01-06", 22, 0),
            // Daylight saving all the year round, twice as RFC 9636 writes it.
            ("EST5EDT,0/0,J365/25", "2050-01-01", 4, -14_400), ("EST5EDT,0/0,J365/25", "2050-07-01", 0, -14_400),
            ("XXX3EDT4,0/0,J365/23", "2051-01-01", 3, -14_400),
        ] as [(String, String, Int64, Int64)])
    func rules(rule: String, date: String, hour: Int64, offset: Int64) throws {
        #expect(try TZifBytes.rule(rule).offset(at: second(date, hour)) == offset)
    }

    @Test(
        "refuses a rule that it would have to guess at",
        arguments: [
            "MSK", "M-3", "MSK-25", "MSK-3MSD", "MSK-3MSD,M3.5.0", "MSK-3MSD,M13.5.0,M10.5.0", "MSK-3MSD,M3.6.0,M10.5.0",
            "MSK-3MSD,M3.5.7,M10.5.0",
            "MSK-3MSD,M3.5.0/168,M10.5.0", "MSK-3MSD,J0,J365", "MSK-3MSD,366,1", "MSK-3MSD,M3.5.0,M10.5.0/3x", "<MSK-3", "<>3",
            ":Europe/Moscow",
            "MSK-3:60", "MSK-3MSD-4", "MSK-3 ", "MSK--3", "MSK-3MSD,M3.5.0,M10.5.0/", "M$K-3", "MSK-0003",
        ])
    func badRules(rule: String) {
        #expect(throws: ZoneError(zone: "Test", problem: .badRule(rule))) { try TZifBytes.rule(rule) }
    }

    @Test("refuses what contradicts itself")
    func contradictions() throws {
        let bad: [(TZifBytes, String)] = [
            (TZifBytes(times: [5, 5], indices: [0, 0]), "changes out of order"),
            (TZifBytes(times: [5], indices: [1]), "a change to an unknown type"),
            (TZifBytes(types: []), "no local time types"), (TZifBytes(types: [(93_600, 0, 0)]), "an offset of 93600 s"),
            (TZifBytes(types: [(.min, 0, 0)]), "an offset of -2147483648 s"),
            (TZifBytes(types: [(0, 2, 0)]), "daylight saving is neither on nor off"),
            (TZifBytes(types: [(0, 0, 9)]), "an abbreviation without end"), (TZifBytes(names: "UTC"), "an abbreviation without end"),
            (TZifBytes(names: "<b>\0"), "an abbreviation"), (TZifBytes(names: ""), "no local time types"),
            (TZifBytes(footer: "UTC0\n"), "no footer"),
        ]
        for (file, part) in bad {
            #expect(throws: ZoneError(zone: "Test", problem: .inconsistent(part))) { try Zone(name: "Test", bytes: file.bytes) }
        }
        #expect(throws: ZoneError(zone: "Test", problem: .leapSeconds)) { try Zone(name: "Test", bytes: TZifBytes(leaps: 1).bytes) }
        #expect(throws: ZoneError(zone: "Test", problem: .notTZif)) { try Zone(name: "Test", bytes: Array("# tzdb data for Europe".utf8)) }
        #expect(throws: ZoneError(zone: "Test", problem: .notTZif)) { try Zone(name: "Test", bytes: TZifBytes(version: "5").bytes) }
    }

    @Test("refuses every file that is cut short", arguments: ["Europe/Moscow", "America/Nuuk", "UTC"])
    func truncation(name: String) throws {
        let bytes = try SystemZones.bytes(name)
        for length in 0..<bytes.count {
            #expect(throws: ZoneError.self, "\(length) bytes") { try Zone(name: name, bytes: Array(bytes.prefix(length))) }
        }
    }

    @Test("never crashes on flipped bits, and answers whatever it accepted", arguments: ["Europe/Moscow", "America/Nuuk", "Asia/Gaza"])
    func flippedBits(name: String) throws {
        let bytes = try SystemZones.bytes(name)
        var generator = SeededGenerator(seed: 42)
        var accepted = 0
        for _ in 0..<3000 {
            var damaged = bytes
            for _ in 0..<(1 + generator.next() % 3) {
                damaged[Int(generator.next() % UInt64(bytes.count))] ^= 1 << UInt8(generator.next() % 8)
            }
            guard let zone = try? Zone(name: name, bytes: damaged) else { continue }
            accepted += 1
            for _ in 0..<3 {
                let at = Instant(seconds: Int64(truncatingIfNeeded: generator.next()) >> Int64(generator.next() % 40))
                let local = zone.civil(at: at)
                _ = (zone.instants(of: local), zone.firstInstant(of: local), zone.day(local.date), zone.nextChange(after: at))
            }
        }
        #expect(accepted > 100)
    }
}
