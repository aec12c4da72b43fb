import Domain
import Reports

/// One wallet of a report in words.
struct LineWording {
    /// How many credits are named one by one.
    private static let credits = 5
    /// Up to how many seconds a window is compared with the one a day before: a day, with an hour for the change of clocks.
    private static let comparable: Int64 = 25 * 3600

    let wording: Wording
    /// The others, to tell whether an account has more than one wallet.
    let report: Report

    /// What people call the wallet: its account's title, and its own where the account has several.
    func name(_ line: ReportLine) -> String {
        let siblings = report.lines.filter { $0.account.id == line.account.id }
        guard siblings.count > 1 else { return TextTable.printable(line.account.title) }
        let sameKey = siblings.filter { $0.wallet.key == line.wallet.key }.count > 1
        let own = line.wallet.title ?? line.wallet.key
        return TextTable.printable(line.account.title + " · " + own + (sameKey ? " " + line.wallet.currency.code : ""))
    }

    /// A wallet with something to tell.
    func moved(_ line: ReportLine) -> [String] {
        let bound = line.isLowerBound ? wording.say(ru: "от ", en: "from ") : ""
        var lines = Columns.line(name(line), bound + money(line.figures.spend, line))
        if line.figures.spend.isNegative {
            lines += detail(wording.say(ru: "возвратов больше, чем списаний", en: "more came back than was spent"))
        }
        // Longer windows would be compared with one that is nearly the same.
        if line.outage == nil, let earlier = line.spendDayBefore, earlier != .zero, report.window.seconds <= Self.comparable {
            lines += detail(comparison + " " + money(earlier, line))
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
        return Columns.wrapped(name + ": " + checking(line) + ", " + balanceWords(line))
    }

    /// An account that has never answered.
    func silent(_ silent: SilentAccount) -> [String] {
        Columns.wrapped(TextTable.printable(silent.account.title) + ": " + silentText(silent))
    }

    /// Why such an account has nothing to show.
    func silentText(_ silent: SilentAccount) -> String {
        if let outage = silent.outage { return missing(outage) }
        return silent.watchedSince.map { watched(since: $0) } ?? wording.say(ru: "ещё не опрошен", en: "not polled yet")
    }

    /// Whether the window reaches to the present, so that its balance is today's.
    private var isNow: Bool { wording.now - report.window.until <= 60 }

    private var comparison: String {
        isNow
            ? wording.say(ru: "вчера к этому часу", en: "by this hour yesterday")
            : wording.say(ru: "днём раньше", en: "the day before")
    }

    /// How long an old balance lasts, or one of a day gone by, is not known.
    func foretells(_ line: ReportLine) -> Bool { isNow && line.outage == nil && line.goneSince == nil }

    private func balance(_ line: ReportLine) -> [String] {
        let runway: String? =
            switch line.runway {
            case _ where !foretells(line): nil
            case .tooLittleData, .noSpend, .empty: nil
            case .until, .beyond: wording.runway(line.runway)
            }
        let together = balanceWords(line) + (runway.map { " · " + $0 } ?? "")
        guard TextTable.width(together) + 2 > Columns.width, let runway else { return detail(together) }
        return detail(balanceWords(line)) + detail(wording.say(ru: "хватит: ", en: "lasts ") + runway)
    }

    private func balanceWords(_ line: ReportLine) -> String {
        wording.say(ru: "остаток ", en: "balance ") + money(line.figures.closing, line)
    }

    private func credits(_ line: ReportLine) -> [String] {
        let words = MovementWording(wording)
        // What somebody said first: it is why the figures differ from those that were sent.
        let all = line.credits.filter { $0.amount != .zero }
        let shown = all.filter { $0.classifiedAt != nil } + all.filter { $0.classifiedAt == nil }
        var lines = shown.prefix(Self.credits).sorted { $0.at < $1.at }.flatMap { credit in
            detail(
                words.word(ChangeClass(credit.kind)) + " " + money(credit.amount, line) + " "
                    + (wording.say(ru: "в ", en: "at ") + wording.timeAndDay(credit.at)).replacing(" ", with: "\u{A0}")
                    + words.said(credit.classifiedAt))
        }
        if shown.count > Self.credits {
            let rest = shown.count - Self.credits
            lines += detail(wording.say(ru: "и ещё изменений: ", en: "and more changes: ") + "\(rest)")
        }
        let listed = all.filter { $0.kind == .topUp }.reduce(Int64(0)) { $0 &+ $1.amount.micros }
        if line.figures.topUps.micros > listed {
            let rest = Money(micros: line.figures.topUps.micros - listed)
            lines += detail(wording.say(ru: "раньше пополнено ", en: "topped up before that ") + money(rest, line))
        }
        return lines
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
        line.doubt == .hundredfold
            ? wording.say(ru: "изменение в 100 раз, проверяется", en: "changed a hundredfold, being checked")
            : wording.say(ru: "проверяется", en: "being checked")
    }

    private func missing(_ outage: Gap) -> String {
        wording.say(ru: "нет данных с ", en: "no data since ") + wording.timeAndDay(outage.from) + " ("
            + FailureWording(wording.language).short(outage.reason) + ")"
    }

    private func money(_ amount: Money, _ line: ReportLine) -> String {
        let figures = line.figures
        let all = [figures.opening, figures.topUps, figures.corrections, figures.spend, figures.closing]
        return wording.money(amount, line.wallet.currency, digits: wording.exactDigits(of: all, in: line.wallet.currency))
    }

    private func detail(_ text: String) -> [String] { Columns.wrapped(text, indent: true) }
}
