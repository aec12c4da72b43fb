/// The rules of one time zone: what clocks there show at an instant, and which instant a clock's reading is.
///
/// Read from the system's tzdata, so that a change of law arrives with the distribution's update.
package struct Zone: Hashable, Sendable {
    /// The name in the tz database, `Europe/Moscow`.
    package let name: String
    private let file: TZifFile

    /// Reads the bytes of a TZif file (RFC 9636); throws where they are not one, or contradict themselves.
    package init(name: String, bytes: [UInt8]) throws(ZoneError) {
        self.name = name
        do throws(TZifProblem) {
            file = try TZifFile(bytes)
        } catch {
            throw ZoneError(zone: name, problem: error)
        }
    }

    /// Seconds east of UTC at `instant`.
    package func offset(at instant: Instant) -> Int64 { stretch(at: instant.seconds).type.offset }

    /// What the zone calls its time at `instant`: `MSK`, `CEST`, `+04`.
    package func abbreviation(at instant: Instant) -> String { stretch(at: instant.seconds).type.abbreviation }

    /// What clocks show at `instant`.
    package func civil(at instant: Instant) -> CivilDateTime {
        let (local, overflow) = instant.seconds.addingReportingOverflow(offset(at: instant))
        return CivilDateTime(localSeconds: overflow ? instant.seconds : local)
    }

    /// The date that calendars show at `instant`.
    package func date(at instant: Instant) -> CivilDate { civil(at: instant).date }

    /// The first instant after `instant` at which offset or abbreviation may change; nil when none is to come.
    package func nextChange(after instant: Instant) -> Instant? {
        let until = stretch(at: instant.seconds).until
        return until == .max ? nil : Instant(seconds: until)
    }

    /// The stretch around `second` in which nothing changes.
    func stretch(at second: Int64) -> ZoneStretch {
        let passed = changes(upTo: second)
        let from = passed == 0 ? Int64.min : file.transitions[passed - 1]
        guard passed == file.transitions.count else {
            return ZoneStretch(from: from, until: file.transitions[passed], type: type(afterChange: passed))
        }
        guard let rule = file.rule else { return ZoneStretch(from: from, until: .max, type: type(afterChange: passed)) }
        var stretch = rule.stretch(at: second)
        stretch.from = max(stretch.from, from)
        return stretch
    }

    /// How many listed changes lie at or before `second`.
    private func changes(upTo second: Int64) -> Int {
        var (low, high) = (0, file.transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if file.transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func type(afterChange passed: Int) -> LocalTimeType {
        file.types[passed == 0 ? 0 : Int(file.indices[passed - 1])]
    }
}

/// A stretch of time, from `from` to just before `until`, in which a zone's offset does not change.
struct ZoneStretch: Hashable, Sendable {
    var from: Int64
    var until: Int64
    var type: LocalTimeType
}
