import Domain
import Testing

@Suite("An instant on a reader's clock") struct LocalStampTests {
    @Test(
        "is written to the second and read back as the same, the hour that comes twice too",
        arguments: [
            ("Europe/Moscow", "2026-11-22T09:00:05Z", "2026-11-22T12:00:05"), ("UTC", "2026-11-22T09:00:05Z", "2026-11-22T09:00:05"),
            ("Europe/Berlin", "2026-10-25T00:14:00Z", "2026-10-25T02:14:00"),
            ("Europe/Berlin", "2026-10-25T01:14:00Z", "2026-10-25T02:14:00+01:00"),
        ])
    func written(zone: String, instant: String, text: String) throws {
        let (zone, instant) = (try SystemZones.zone(zone), try #require(Instant(rfc3339: instant)))
        #expect(LocalStamp.text(of: instant, in: zone) == text)
        #expect(LocalStamp.instant(text, in: zone) == instant)
        #expect(LocalStamp.instant(text.replacing("T", with: " "), in: zone) == instant)
        #expect(LocalStamp.instant(instant.rfc3339, in: zone) == instant)
    }

    @Test(
        "is none where that clock never shows it, or the text is another",
        arguments: ["2026-03-29T02:30:00", "noon", "", "2026-11-22", "2026-11-22T10:14", "2026-11-31T10:14:00"])
    func nonsense(text: String) throws {
        #expect(try LocalStamp.instant(text, in: SystemZones.zone("Europe/Berlin")) == nil)
    }
}
