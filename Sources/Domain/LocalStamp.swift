/// An instant to the second on a reader's clock: `2026-11-22T10:14:00`, which can be copied into a command line without quotes.
package enum LocalStamp {
    /// The second time that a clock shows an hour it bears its offset, `2026-10-25T02:14:00+01:00`, so that no text means two instants.
    package static func text(of instant: Instant, in zone: Zone) -> String {
        let civil = zone.civil(at: instant)
        let text = "\(civil.date)T\(civil.time):" + twoDigits(civil.second)
        guard zone.firstInstant(of: civil) != instant else { return text }
        let minutes = Int(zone.offset(at: instant) / 60)
        return text + (minutes < 0 ? "-" : "+") + twoDigits(abs(minutes) / 60) + ":" + twoDigits(abs(minutes) % 60)
    }

    /// Reads what `text(of:in:)` wrote, with a space for the T too, and RFC 3339; nil for anything else, and for what the clock never shows.
    package static func instant(_ text: String, in zone: Zone) -> Instant? {
        var text = text
        if let space = text.firstIndex(of: " ") { text.replaceSubrange(space...space, with: "T") }
        if let instant = Instant(rfc3339: text) { return instant }
        // As if the reader's clock were that of UTC.
        guard let digits = Instant(rfc3339: text + "Z") else { return nil }
        let civil = CivilDateTime(localSeconds: digits.seconds)
        let instant = zone.firstInstant(of: civil)
        return zone.civil(at: instant) == civil ? instant : nil
    }
}
