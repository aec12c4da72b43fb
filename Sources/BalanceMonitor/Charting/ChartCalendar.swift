import Charts
import Domain

/// Divides a window into the stretches that get a bar each: hours, days, weeks or months of the reader's calendar.
struct ChartCalendar {
    enum Unit: Hashable {
        case hour, day, week, month
    }

    let unit: Unit
    let stretches: [Chart.Stretch]

    /// So that there are never more bars than a phone can show.
    init(_ window: Window, wording: Wording) {
        let zone = wording.zone
        let (first, last) = (zone.date(at: window.from), zone.date(at: max(window.from, window.until - 1)))
        let days = last - first + 1
        unit = days <= 2 ? .hour : days <= 92 ? .day : days <= 740 ? .week : .month
        let edges = Self.edges(unit, first: first, last: last, zone: zone)
        stretches = zip(edges, edges.dropFirst()).map { [unit] from, until in
            Chart.Stretch(
                window: Window(from: from, until: until), isPartial: from < window.from || until > window.until,
                label: unit == .hour ? wording.time(from) : wording.shortDate(zone.date(at: from), isMonth: unit == .month))
        }
    }

    /// Where stretches begin, and where the last one ends.
    private static func edges(_ unit: Unit, first: CivilDate, last: CivilDate, zone: Zone) -> [Instant] {
        func start(_ date: CivilDate) -> Instant { zone.firstInstant(of: CivilDateTime(date: date, time: .midnight)) }
        guard unit != .hour else {
            return Array(stride(from: start(first).seconds, to: start(last + 1).seconds, by: 3600)).map(Instant.init) + [start(last + 1)]
        }
        var date = unit == .week ? first - (first.weekday - 1) : unit == .month ? first.startOfMonth : first
        var edges = [start(date)]
        while date <= last {
            date = unit == .month ? date.startOfNextMonth : date + (unit == .week ? 7 : 1)
            // A date that the zone skipped has no bar.
            if let last = edges.last, start(date) > last { edges.append(start(date)) }
        }
        return edges
    }
}
