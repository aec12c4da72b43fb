package import Domain

/// What a report is for, which its first lines say.
package enum ReportOccasion: Hashable, Sendable {
    /// A scheduled one, by its local date and time; `isLate` when its time passed while the host was off.
    case slot(date: CivilDate, time: CivilTime, isLate: Bool)
    /// Somebody asked how things stand.
    case now
    /// Somebody asked for these days.
    case period(ClosedRange<CivilDate>)
}

/// The first lines of a report: what it is, which stretch of time it covers, what was skipped before it.
package struct ReportHeading: Sendable {
    package var occasion: ReportOccasion
    package var window: Window
    /// How many scheduled reports were skipped since the last one, and the date of the first of them.
    package var skipped: (count: Int, since: CivilDate)?

    package init(occasion: ReportOccasion, window: Window, skipped: (count: Int, since: CivilDate)? = nil) {
        self.occasion = occasion
        self.window = window
        self.skipped = skipped
    }

    /// The heading, a text a line.
    package func lines(_ wording: Wording) -> [String] {
        var lines = ["📊 " + title(wording)]
        var covered = wording.say(ru: "Списания с ", en: "Spend since ") + stretch(wording)
        // Days are in the title already; hours beside them would only puzzle.
        if case .period = occasion {} else { covered += " (" + wording.duration(seconds: window.seconds) + ")" }
        lines.append(covered)
        if case .slot(_, let time, let isLate) = occasion, isLate {
            lines.append(DeliveryWording(wording.language).late(slot: "\(time)", sentAt: wording.time(wording.now)))
        }
        if let skipped {
            let words = wording.form(.skipped, for: skipped.count) + " " + wording.count(skipped.count, .report)
            lines.append("⚠️ " + words + wording.say(ru: " с ", en: " since ") + wording.date(skipped.since))
        }
        return lines
    }

    private func title(_ wording: Wording) -> String {
        switch occasion {
        case .slot(let date, let time, _):
            wording.say(ru: "Отчёт ", en: "Report ") + "\(time) · " + wording.weekdayAndDate(date)
        case .now:
            wording.say(ru: "Отчёт на ", en: "Report at ") + wording.time(wording.now) + " · " + wording.weekdayAndDate(wording.today)
        case .period(let dates):
            wording.say(ru: "Отчёт: ", en: "Report: ") + wording.title(of: dates)
        }
    }

    private func stretch(_ wording: Wording) -> String {
        let from = wording.timeAndDay(window.from)
        // A stretch that reaches to the present needs no end.
        guard wording.now - window.until > 60 else { return from }
        return from + wording.say(ru: " по ", en: " until ") + wording.timeAndDay(window.until)
    }
}
