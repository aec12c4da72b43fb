import Domain
import Testing

@Suite struct ZoneTests {
    private func local(_ text: String) throws -> CivilDateTime {
        let words = text.split(separator: " ")
        return CivilDateTime(date: try #require(CivilDate(words[0])), time: try #require(CivilTime(words[1])))
    }

    private func utc(_ text: String) throws -> Instant {
        let local = try local(text)
        return Instant(seconds: Int64(local.date.dayNumber) * 86_400 + Int64(local.time.secondOfDay))
    }

    @Test(
        "knows the instants that a local time is",
        arguments: [
            ("Europe/Moscow", "2026-11-22 10:15", ["2026-11-22 07:15"]),
            ("Europe/Berlin", "2026-03-29 02:30", []),
            ("Europe/Berlin", "2026-03-29 02:00", []),
            ("Europe/Berlin", "2026-03-29 03:00", ["2026-03-29 01:00"]),
            ("Europe/Berlin", "2026-10-25 02:30", ["2026-10-25 00:30", "2026-10-25 01:30"]),
            ("Europe/Berlin", "2026-10-25 03:00", ["2026-10-25 02:00"]),
            ("Europe/Berlin", "2090-03-26 02:30", []),
            ("Australia/Lord_Howe", "2026-04-05 01:45", ["2026-04-04 14:45", "2026-04-04 15:15"]),
            ("Pacific/Apia", "2011-12-30 10:15", []),
            ("America/St_Johns", "2009-11-01 23:30", ["2009-11-02 03:00"]),
        ])
    func instants(name: String, text: String, expected: [String]) throws {
        let instants = try SystemZones.zone(name).instants(of: local(text))
        #expect(instants == (try expected.map(utc)))
    }

    @Test(
        "gives a time in a gap the first instant after it, a repeated one its first occurrence",
        arguments: [
            ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:00"),
            ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30"),
            ("Pacific/Apia", "2011-12-30 10:15", "2011-12-30 10:00"),
            ("Pacific/Kwajalein", "1993-08-21 10:15", "1993-08-21 12:00"),
            ("Africa/Cairo", "2023-04-28 00:30", "2023-04-27 22:00"),
            ("Europe/Moscow", "2026-11-22 10:15", "2026-11-22 07:15"),
        ])
    func firstInstant(name: String, text: String, expected: String) throws {
        #expect(try SystemZones.zone(name).firstInstant(of: local(text)) == utc(expected))
    }

    @Test(
        "knows how long a local day is, and which ones never were",
        arguments: [
            ("Europe/Berlin", "2026-03-29", 23), ("Europe/Berlin", "2026-10-25", 25), ("Europe/Berlin", "2026-11-22", 24),
            ("Africa/Cairo", "2023-04-28", 23), ("Pacific/Apia", "2011-12-29", 24), ("Pacific/Apia", "2011-12-30", nil),
            ("Pacific/Apia", "2011-12-31", 24), ("Pacific/Kwajalein", "1993-08-21", nil), ("Pacific/Kwajalein", "1993-08-20", 24),
            ("Europe/Moscow", "2014-10-26", 25), ("Asia/Beirut", "2030-03-31", 23),
        ] as [(String, String, Int64?)])
    func dayLength(name: String, date: String, hours: Int64?) throws {
        let zone = try SystemZones.zone(name)
        let date = try #require(CivilDate(date))
        #expect(zone.day(date)?.seconds == hours.map { $0 * 3600 })
        #expect((zone.start(of: date) == nil) == (hours == nil))
        if let start = zone.start(of: date) {
            #expect(zone.date(at: start) == date)
            #expect(zone.date(at: start - 1) < date)
        }
    }

    @Test(
        "finds every local time again from the instant at which clocks show it",
        arguments: ["Europe/Berlin", "America/St_Johns", "Asia/Gaza"])
    func roundTrip(name: String) throws {
        let zone = try SystemZones.zone(name)
        for at in stride(from: Int64(-500_000_000), to: 6_000_000_000, by: 777_777) {
            let instant = Instant(seconds: at)
            let found = zone.instants(of: zone.civil(at: instant))
            if !found.contains(instant) || found.count > 2 || zone.firstInstant(of: zone.civil(at: instant)) > instant {
                Issue.record("\(name) at \(at): \(found)")
            }
        }
    }

    @Test(
        "gives every local day of a year its place, one after the other", arguments: ["Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo"])
    func partition(name: String) throws {
        let zone = try SystemZones.zone(name)
        var end: Instant?
        for number in 14_975..<15_706 {
            guard let day = zone.day(CivilDate(dayNumber: number)) else { continue }
            #expect(end == nil || day.from == end)
            end = day.until
        }
        #expect(end != nil)
    }

    @Test("stays whole at the end of all numbers", arguments: ["Europe/Berlin", "UTC", "Asia/Gaza"])
    func extremes(name: String) throws {
        let zone = try SystemZones.zone(name)
        for seconds in [Int64.min, .min + 1, -1 << 60, 1 << 60, .max - 1, .max] {
            let instant = Instant(seconds: seconds)
            let local = zone.civil(at: instant)
            #expect(zone.instants(of: local).count <= 2)
            _ = zone.firstInstant(of: local)
            _ = zone.day(local.date)
        }
    }
}
