import Domain
import Testing

@Suite struct CivilDateTests {
    @Test(
        "knows its day number, parts and weekday",
        arguments: [
            ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2026-11-22", 20_779, 7), ("2026-11-23", 20_780, 1),
            ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5), ("1900-03-01", -25_508, 4),
        ])
    func known(text: String, dayNumber: Int, weekday: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(date.dayNumber == dayNumber)
        #expect(date.weekday == weekday)
        #expect(date.description == text)
    }

    @Test("goes through four centuries and back without losing a day")
    func roundTrip() throws {
        var expected = (year: 1800, month: 1, day: 1)
        var date = try #require(CivilDate(year: 1800, month: 1, day: 1))
        for _ in 0..<146_097 {
            guard (date.year, date.month, date.day) == expected, CivilDate(year: date.year, month: date.month, day: date.day) == date else {
                Issue.record("\(date) is not \(expected)")
                return
            }
            expected.day += 1
            if expected.day > CivilDate.days(in: expected.month, of: expected.year) {
                expected = expected.month == 12 ? (expected.year + 1, 1, 1) : (expected.year, expected.month + 1, 1)
            }
            date = date + 1
        }
        #expect(date == CivilDate(year: 2200, month: 1, day: 1))
    }

    @Test(
        "refuses what no calendar has",
        arguments: [
            "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00", "26-11-22", "2026-11-2", "2026-11-22 ",
            "2026/11/22",
            "+026-11-22", "2026-1١-22", "", "0000-01-01", "-001-01-01", "2026-11-22-01",
        ])
    func refused(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("finds the months around it")
    func months() throws {
        let date = try #require(CivilDate("2027-12-31"))
        #expect(date.startOfMonth.description == "2027-12-01")
        #expect(date.startOfNextMonth.description == "2028-01-01")
        #expect(try #require(CivilDate("2028-02-10")).startOfNextMonth.description == "2028-03-01")
    }

    @Test("stays a date at the end of all numbers")
    func extremes() {
        let last = CivilDate(dayNumber: .max)
        #expect(last + .max == last)
        #expect(last - .min == last)
        #expect(CivilDate(dayNumber: .min) - .max == CivilDate(dayNumber: .min))
        #expect((1...12).contains(last.month))
    }
}

@Suite struct CivilTimeTests {
    @Test("is read from a clock's text", arguments: [("10:15", 36_900), ("00:00", 0), ("23:59", 86_340), ("9:05", 32_700)])
    func parsing(text: String, second: Int) {
        #expect(CivilTime(text)?.secondOfDay == second)
    }

    @Test(
        "refuses what no clock shows",
        arguments: ["24:00", "10:60", "10", "10:5", "10:15:00", " 10:15", "-1:00", "+1:00", ":15", "", "1015"])
    func refused(text: String) {
        #expect(CivilTime(text) == nil)
    }

    @Test("prints two digits each", arguments: [("9:05", "09:05"), ("17:15", "17:15")])
    func text(text: String, printed: String) {
        #expect(CivilTime(text)?.description == printed)
    }
}
