import Domain
import Reports

/// One wallet of a report in words.
struct LineWording {
    /// How many credits are named one by one.
    private static let credits = 5

    let wording: Wording
    /// The others, to tell whether an account has more than one wallet.
    let report: Report

    /// What people call the wallet: its account's title, and its own where the account has several.
    func name(_ line: ReportLine) -> String {
        let siblings = report.lines.filter { $0.account.id == line.account.id }
        guard siblings.count > 1 else { return TextTable.name(line.account.title) }
        let sameKey = siblings.filter { $0.wallet.key == line.wallet.key }.count > 1
        let own = line.wallet.title ?? line.wallet.key
        return TextTable.name(line.account.title + " · " + own + (sameKey ? " " + line.wallet.currency.code : ""))
    }

    /// A wallet with something to tell.
    func moved(_ line: ReportLine) -> [String] {
        let bound = line.isLowerBound ? wording.say(ru: "от ", en: "from ") : ""
        var lines = Columns.line(name(line), bound + money(line.figures.spend, line))
        if line.figures.spend.isNegative {
            lines += detail(wording.say(ru: "возвратов больше, чем списаний", en: "more came back than was spent"))
        }
        if line.outage == nil {
            let comparison = ComparisonWording(wording: wording, window: report.window)
            lines += comparison.texts(dayBefore: line.dayBefore, weekBefore: line.weekBefore) { money($0, line) }.flatMap(detail)
        }
        lines += balance(line)
        lines += credits(line)
        lines += notes(line)
        return lines
    }

    /// A wallet in which nothing moved, but about which something must be said.
    func still(_ line: ReportLine) -> [String] {
        let name = name(line)
        if let gone = gone(line) {
            return Columns.wrapped(
                name + ": " + gone + wording.say(ru: ", тогда ", en: ", then ") + money(line.figures.closing, line))
        }
        if let outage = line.outage {
            return Columns.wrapped(
                name + ": " + missing(outage) + wording.say(ru: ", тогда ", en: ", then ") + money(line.figures.closing, line))
        }
        guard line.doubt != nil else {
            // It was gone for all of the time, and came back since.
            return Columns.wrapped(
                name + wording.say(ru: ": нет данных за это время, тогда ", en: ": no data of that time, then ")
                    + money(line.figures.closing, line))
        }
        return Columns.wrapped(name + ": " + checking(line) + ", " + balanceWords(line))
    }

    /// An account that has never answered.
    func silent(_ silent: SilentAccount) -> [String] {
        Columns.wrapped(TextTable.name(silent.account.title) + ": " + silentText(silent))
    }

    /// Why such an account has nothing to show.
    func silentText(_ silent: SilentAccount) -> String {
        if let outage = silent.outage { return missing(outage) }
        return silent.watchedSince.map {
            wording.say(ru: "не наблюдался до ", en: "not watched before ") + wording.timeAndDay($0)
        } ?? wording.say(ru: "ещё не опрошен", en: "not polled yet")
    }

    /// Whether the window reaches to the present, so that its balance is today's.
    private var isNow: Bool { wording.now - report.window.until <= 60 }

    /// How long an old balance lasts, or one of a day gone by, is not known.
    func foretells(_ line: ReportLine) -> Bool { isNow && line.outage == nil && line.goneSince == nil }

    private func balance(_ line: ReportLine) -> [String] {
        guard foretells(line) else { return detail(balanceWords(line)) }
        let forecast = ForecastWording(wording: wording, line: line)
        let caveat = forecast.caveat.map(detail) ?? []
        let together = balanceWords(line) + (forecast.beside.map { " · " + $0 } ?? "")
        guard TextTable.width(together) + 2 > Columns.width, let beside = forecast.beside else { return detail(together) + caveat }
        return detail(balanceWords(line)) + detail(wording.say(ru: "хватит: ", en: "lasts ") + beside) + caveat
    }

    private func balanceWords(_ line: ReportLine) -> String {
        wording.say(ru: "остаток ", en: "balance ") + money(line.figures.closing, line)
    }

    private func credits(_ line: ReportLine) -> [String] { creditTexts(line).flatMap(detail) }

    /// The rises, and the falls that are no spend, with their times: the oldest of those that are named first.
    func creditTexts(_ line: ReportLine) -> [String] {
        let words = MovementWording(wording)
        // What somebody said first: it is why the figures differ from those that were sent.
        let all = line.credits.filter { $0.amount != .zero }.withReversalsByHour
        let shown = all.filter { $0.classifiedAt != nil } + all.filter { $0.classifiedAt == nil }
        var texts = shown.prefix(Self.credits).sorted { $0.at < $1.at }.map { credit in
            (isNews(credit) ? wording.say(ru: "пересчитано: ", en: "recalculated: ") : "")
                + words.told(
                    credit, money(credit.kind == .reversal ? credit.amount.magnitude : credit.amount, line),
                    at: (wording.say(ru: "в ", en: "at ") + wording.timeAndDay(credit.at)).replacing(" ", with: "\u{A0}"))
        }
        if shown.count > Self.credits {
            let rest = shown.count - Self.credits
            texts.append(wording.say(ru: "и ещё изменений: ", en: "and more changes: ") + "\(rest)")
        }
        let listed = all.filter { $0.kind == .topUp || $0.kind == .reversal && $0.amount.isNegative }.reduce(Int64(0)) {
            $0 &+ $1.amount.micros
        }
        if line.figures.topUps.micros > listed {
            let rest = Money(micros: line.figures.topUps.micros - listed)
            texts.append(wording.say(ru: "раньше пополнено ", en: "topped up before that ") + money(rest, line))
        }
        return texts
    }

    /// Whether somebody said what a change was when its day had been told already, so that the figures differ from those that were sent.
    private func isNews(_ credit: Credit) -> Bool {
        guard let said = credit.classifiedAt else { return false }
        return said > report.window.until || wording.zone.date(at: said) > wording.zone.date(at: credit.at)
    }

    private func notes(_ line: ReportLine) -> [String] { noteTexts(line).flatMap(detail) }

    /// What is to be known of a wallet beside its figures.
    func noteTexts(_ line: ReportLine) -> [String] {
        var texts: [String] = []
        if let openedAt = line.openedAt {
            texts.append(watched(since: openedAt))
        }
        if let knownFrom = line.knownFrom {
            texts.append(wording.say(ru: "с учётом данных с ", en: "counting data from ") + wording.timeAndDay(knownFrom))
        }
        return texts + wording.hiding(line.hiding) + stateTexts(line)
    }

    /// Why a wallet's balance may not be its present one.
    func stateTexts(_ line: ReportLine) -> [String] {
        var texts: [String] = []
        if line.doubt != nil { texts.append(checking(line)) }
        if let gone = gone(line) { texts.append(gone) }
        if let outage = line.outage { texts.append(missing(outage)) }
        return texts
    }

    private func gone(_ line: ReportLine) -> String? {
        if let vanishedAt = line.wallet.vanishedAt {
            return wording.say(ru: "исчез с ", en: "gone since ") + wording.timeAndDay(vanishedAt)
        }
        return line.account.retiredAt.map { wording.say(ru: "не опрашивается с ", en: "not polled since ") + wording.timeAndDay($0) }
    }

    private func watched(since instant: Instant) -> String {
        wording.say(ru: "наблюдается с ", en: "watched since ") + wording.timeAndDay(instant)
    }

    private func checking(_ line: ReportLine) -> String {
        line.doubt.flatMap(ScaleWording(wording).change).map { $0 + wording.say(ru: ", проверяется", en: ", being checked") }
            ?? wording.say(ru: "проверяется", en: "being checked")
    }

    private func missing(_ outage: Gap) -> String {
        wording.say(ru: "нет данных с ", en: "no data since ") + wording.timeAndDay(outage.from) + " ("
            + FailureWording(wording.language).short(outage.reason) + ")"
    }

    private func money(_ amount: Money, _ line: ReportLine) -> String {
        let figures = line.figures
        let all = [
            figures.opening, figures.topUps, figures.corrections, figures.spend, figures.closing, figures.returned, figures.takenBack,
        ]
        return wording.money(amount, line.wallet.currency, digits: wording.exactDigits(of: all, in: line.wallet.currency))
    }

    private func detail(_ text: String) -> [String] { Columns.wrapped(text, indent: true) }
}
