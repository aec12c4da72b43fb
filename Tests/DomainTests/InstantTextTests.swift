import Domain
import Testing

@Suite struct InstantTextTests {
    @Test(
        "is the UTC date and time of an instant",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"), (1_709_251_200, "2024-03-01T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ])
    func text(seconds: Int64, text: String) {
        #expect(Instant(seconds: seconds).rfc3339 == text)
        #expect(Instant(rfc3339: text)?.seconds == seconds)
    }

    @Test("ends at the first or the last instant when a number from outside leads beyond it")
    func saturates() {
        let (first, last) = (Instant(seconds: .min), Instant(seconds: .max))
        let now = Instant(seconds: 1_795_348_800)
        #expect(now - first == .max && first - now == .min && now - last == 1_795_348_800 - .max && now - now == 0)
        #expect(last + 1 == last && first - 1 == first && first + (-1) == first && last - (-1) == last && now + .max == last)
        #expect(now - .min == last && now + 60 - 60 == now)
    }

    @Test(
        "reads the date of an HTTP header",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Sunday, 22-Nov-26 10:30:00 GMT", 1_795_343_400), ("Sun Nov 22 10:30:00 2026", 1_795_343_400),
            ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200), ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ])
    func httpDate(text: String, seconds: Int64) {
        #expect(Instant(httpDate: text)?.seconds == seconds)
    }

    @Test(
        "reads an RFC 3339 text with an offset, and nothing that is not one",
        arguments: [
            ("2026-11-22T10:14:00+03:00", 1_795_331_640), ("2026-11-22T07:14:00Z", 1_795_331_640),
            ("2026-11-22T02:14:00-05:00", 1_795_331_640), ("2026-11-22", nil), ("2026-11-22T10:14:00", nil), ("2026-02-30T10:14:00Z", nil),
            ("2026-11-22T10:14:61Z", nil), ("2026-11-22 10:14:00Z", nil), ("", nil),
        ])
    func rfc3339(text: String, seconds: Int64?) {
        #expect(Instant(rfc3339: text)?.seconds == seconds)
    }

    @Test(
        "refuses other HTTP dates",
        arguments: [
            "", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 31-Feb-94 08:49:37 GMT", "Sun Nov 6 08:49:37 94 GMT",
            "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 28:49:37 GMT",
        ])
    func refusal(text: String) {
        #expect(Instant(httpDate: text) == nil)
    }

    @Test("agrees with itself both ways, a day at a time for 200 years") func roundTrip() {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        for day in Int64(0)..<73_000 {
            let civil = CivilDate(dayNumber: Int(day))
            #expect(Instant(httpDate: "Day, \(civil.day) \(months[civil.month - 1]) \(civil.year) 00:00:00 GMT")?.seconds == day * 86400)
        }
    }
}
