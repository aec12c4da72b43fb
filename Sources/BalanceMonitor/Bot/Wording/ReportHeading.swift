package import Domain

/// What a report is for, which its first lines say.
package enum ReportOccasion: Hashable, Sendable {
    /// A scheduled one, by its local date and time; `late` when it is sent long after that.
    case slot(date: CivilDate, time: CivilTime, late: Lateness?)
    /// Somebody asked how things stand.
    case now
    /// Somebody asked for these days.
    case period(ClosedRange<CivilDate>)
}

/// Why a report comes after its time.
package enum Lateness: Hashable, Sendable {
    /// The machine was off when its time came.
    case wasOff
    /// The machine was on when its time came, and the daemon did not run.
    case wasStopped
    /// The daemon ran when its time came, and the history could not be written.
    case wasUnwritten
    /// The daemon ran, but could not make or write it.
    case delayed
}

/// The first lines of a report: what it is, which stretch of time it covers, what was skipped before it.
package struct ReportHeading: Sendable {
    package var occasion: ReportOccasion
    package var window: Window
    /// How many scheduled reports were skipped since the last one, and the date of the first of them.
    package var skipped: (count: Int, since: CivilDate)?
    /// The names of the accounts that were asked for; nil when it is about all.
    package var filter: String?

    package init(occasion: ReportOccasion, window: Window, skipped: (count: Int, since: CivilDate)? = nil, filter: String? = nil) {
        self.filter = filter
        self.occasion = occasion
        self.window = window
        self.skipped = skipped
    }

    /// The heading, in lines of at most 40 columns.
    package func lines(_ wording: Wording) -> [String] {
        var lines = ["📊 " + title(wording)]
        lines.append(covered(wording))
        if let filter { lines.append(wording.say(ru: "только: ", en: "only: ") + TextTable.printable(filter)) }
        if case .slot(_, let time, let late?) = occasion {
            lines.append(DeliveryWording(wording.language).late(late, slot: "\(time)", sentAt: wording.time(wording.now)))
        }
        if let skipped {
            let words = wording.form(.skipped, for: skipped.count) + " " + wording.count(skipped.count, .report)
            lines.append("⚠️ " + words + wording.say(ru: " с ", en: " since ") + wording.date(skipped.since))
        }
        return lines.flatMap { Columns.wrapped($0) }
    }

    private func title(_ wording: Wording) -> String {
        switch occasion {
        case .slot(let date, let time, _):
            wording.say(ru: "Отчёт ", en: "Report ") + "\(time) · " + wording.weekdayAndDate(date)
        case .now:
            wording.say(ru: "Отчёт на ", en: "Report at ") + wording.time(wording.now) + " · " + wording.weekdayAndDate(wording.today)
        case .period(let dates):
            wording.say(ru: "Отчёт: ", en: "Report: ") + wording.title(of: covered(dates, wording))
        }
    }

    /// The days that have begun.
    private func covered(_ dates: ClosedRange<CivilDate>, _ wording: Wording) -> ClosedRange<CivilDate> {
        dates.lowerBound...max(dates.lowerBound, min(dates.upperBound, wording.today))
    }

    private func covered(_ wording: Wording) -> String {
        let since = wording.say(ru: "Списания с ", en: "Spend since ") + stretch(wording)
        guard case .period(let dates) = occasion else { return since + " (" + wording.duration(seconds: window.seconds) + ")" }
        // Days are in the title already; hours beside them would only puzzle.
        guard wording.now - window.until > 60, wording.zone.civil(at: window.until).time == .midnight else { return since }
        if dates.lowerBound == dates.upperBound { return wording.say(ru: "Списания за весь день", en: "Spend of the whole day") }
        if wording.isWholeMonth(dates) {
            // The title names the month alone.
            return wording.say(ru: "Списания за весь месяц, ", en: "Spend of the whole month, ")
                + "\(dates.lowerBound.day)–" + wording.date(dates.upperBound)
        }
        return wording.say(ru: "Списания за все дни целиком", en: "Spend of these days as a whole")
    }

    private func stretch(_ wording: Wording) -> String {
        let from = wording.timeAndDay(window.from)
        // A stretch that reaches to the present needs no end.
        guard wording.now - window.until > 60 else { return from }
        return from + wording.say(ru: " по ", en: " until ") + wording.timeAndDay(window.until)
    }
}
