extension Zone {
    /// The instants at which clocks show `local`, in order: none in a gap, one as a rule, two where clocks were set back.
    package func instants(of local: CivilDateTime) -> [Instant] {
        let seconds = local.localSeconds
        var hits: [Instant] = []
        for stretch in stretches(around: seconds) {
            let at = seconds - stretch.type.offset
            if stretch.from <= at, at < stretch.until { hits.append(Instant(seconds: at)) }
        }
        return hits
    }

    /// The instant that `local` means: of a repeated time its first occurrence, of one that does not exist the first instant after the gap.
    package func firstInstant(of local: CivilDateTime) -> Instant {
        if let first = instants(of: local).first { return first }
        let seconds = local.localSeconds
        let after = stretches(around: seconds).first { $0.from > seconds - $0.type.offset }
        return Instant(seconds: after?.from ?? seconds)
    }

    /// The first instant of `date`; nil for one that the zone skipped (2011-12-30 in `Pacific/Apia`).
    package func start(of date: CivilDate) -> Instant? {
        let start = firstInstant(of: CivilDateTime(date: date, time: .midnight))
        return self.date(at: start) == date ? start : nil
    }

    /// From the first instant of `date` to the first of the next date that exists: 23, 24 or 25 hours as a rule; nil for a skipped date.
    package func day(_ date: CivilDate) -> Window? {
        guard let start = start(of: date) else { return nil }
        return Window(from: start, until: firstInstant(of: CivilDateTime(date: date + 1, time: .midnight)))
    }

    /// Every stretch in which a clock might show `localSeconds`, whatever the offset.
    private func stretches(around localSeconds: Int64) -> [ZoneStretch] {
        var stretches = [stretch(at: localSeconds - TZifFile.offsets.upperBound - 1)]
        let last = localSeconds - TZifFile.offsets.lowerBound
        while let end = stretches.last?.until, end <= last { stretches.append(stretch(at: end)) }
        return stretches
    }
}
