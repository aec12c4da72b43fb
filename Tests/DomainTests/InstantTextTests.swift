import Domain
import Testing

@testable import Networks

@Suite struct CivilTimeTests {
    @Test(
        "is the UTC date and time of an instant",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"), (1_709_251_200, "2024-03-01T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ])
    func text(seconds: Int64, text: String) {
        #expect(CivilTime(Instant(seconds: seconds)).rfc3339 == text)
    }

    @Test(
        "reads the date of an HTTP header",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
            ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200), ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ])
    func httpDate(text: String, seconds: Int64) {
        #expect(Instant(httpDate: text)?.seconds == seconds)
    }

    @Test(
        "refuses other dates",
        arguments: [
            "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 28:49:37 GMT",
        ])
    func refusal(text: String) {
        #expect(Instant(httpDate: text) == nil)
    }

    @Test("agrees with itself both ways, a day at a time for 200 years") func roundTrip() {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        for day in Int64(0)..<73_000 {
            let civil = CivilTime(Instant(seconds: day * 86400))
            #expect(Instant(httpDate: "Day, \(civil.day) \(months[civil.month - 1]) \(civil.year) 00:00:00 GMT")?.seconds == day * 86400)
        }
    }
}
