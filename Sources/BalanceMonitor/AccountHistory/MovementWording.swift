import Domain

/// One movement in a reader's words: for the bot's history, the terminal's, and the lines of reports.
struct MovementWording {
    private let wording: Wording

    init(_ wording: Wording) {
        self.wording = wording
    }

    /// «возврат».
    func word(_ name: ChangeClass) -> String {
        switch name {
        case .topUp: say("пополнение", "top-up")
        case .refund: say("возврат", "refund")
        case .correction: say("корректировка", "correction")
        case .spend: say("списание", "spend")
        case .withdrawal: say("вывод", "withdrawal")
        case .reversal: say("отмена", "reversal")
        }
    }

    /// What was recorded of a change: of what came back, whether spend or a top-up was undone.
    func word(of credit: Credit) -> String {
        guard credit.kind == .reversal else { return word(ChangeClass(credit.kind)) }
        return credit.amount.isNegative ? say("отмена зачисления", "top-up taken back") : say("возврат списания", "spend that came back")
    }

    /// «возврат 39,90 $ в 10:25», «зачисление 58,30 $ отменено в 10:15».
    func told(_ credit: Credit, _ amount: String, at moment: String) -> String {
        guard credit.kind == .reversal else { return word(ChangeClass(credit.kind)) + " " + amount + " " + moment }
        return credit.amount.isNegative
            ? say("зачисление \(amount) отменено ", "top-up of \(amount) taken back ") + moment
            : say("возврат \(amount) ", "\(amount) came back ") + moment
    }

    /// « (уточнено 22 ноября)», nothing where nobody has said anything.
    func said(_ instant: Instant?) -> String {
        guard let instant else { return "" }
        return say(" (уточнено ", " (said ") + wording.date(wording.zone.date(at: instant)) + ")"
    }

    /// «сбой: 90 500,00 $ (рост больше чем вдвое)».
    func glitch(_ glitch: Glitch, _ wallet: Wallet) -> String {
        say("сбой: ", "glitch: ") + money(glitch.balance, wallet) + " (" + reason(glitch.reason) + ")"
    }

    /// «нет данных с 08:40 до 09:10 (ключ не принят)».
    func gap(_ gap: Gap) -> String {
        let end = gap.until.map { say(" до ", " until ") + wording.timeAndDay($0) } ?? ""
        return say("нет данных с ", "no data since ") + wording.timeAndDay(gap.from) + end + " ("
            + FailureWording(wording.language).short(gap.reason) + ")"
            + (gap.rose ? say("; списано не меньше показанного", "; spent at least what is shown") : "")
    }

    func money(_ amount: Money, _ wallet: Wallet) -> String {
        wording.money(amount, wallet.currency, digits: wording.exactDigits(of: [amount], in: wallet.currency))
    }

    /// With a plus for what came in.
    func signed(_ amount: Money, _ wallet: Wallet) -> String { (amount > .zero ? "+" : "") + money(amount, wallet) }

    /// The lines of one entry for a phone; under a day's heading where `past` goes by the hour.
    func lines(of entry: PastEntry, in past: WalletPast) -> [String] {
        func moment(_ instant: Instant) -> String { past.isByHour ? wording.time(instant) : wording.timeAndDay(instant) }
        switch entry {
        case .spend(let window, let amount):
            let day = wording.weekdayAndDate(wording.zone.date(at: window.from))
            return Columns.line(past.isByHour ? "  " + stretch(window) : day, money(amount, past.wallet))
        case .credit(let credit):
            return Columns.line("  " + moment(credit.at) + " " + word(of: credit), signed(credit.amount, past.wallet))
                + (credit.classifiedAt == nil ? [] : Columns.wrapped(String(said(credit.classifiedAt).dropFirst()), indent: true))
        case .glitch(let glitch): return Columns.wrapped(moment(glitch.at) + " " + self.glitch(glitch, past.wallet), indent: true)
        case .gap(let gap): return Columns.wrapped(self.gap(gap), indent: true)
        case .opened(let instant):
            return Columns.wrapped(say("наблюдается с ", "watched since ") + wording.timeAndDay(instant), indent: true)
        }
    }

    /// «10:00–11:00»; the hour that lasts ends now, and is «с 10:00» in its first minute, which has no other end to show.
    func stretch(_ window: Window) -> String {
        let (from, until) = (wording.time(window.from), wording.time(window.until))
        guard from == until else { return from + "–" + until }
        // Clocks put back show the same time again a full hour later.
        return window.seconds < 60
            ? say("с ", "since ") + from
            : from + " " + wording.zoneLabel(at: window.from) + "–" + until + " " + wording.zoneLabel(at: window.until)
    }

    /// Why a reading was not believed: «рост больше чем вдвое».
    func reason(_ reason: Suspicion) -> String {
        switch reason {
        case .zero: say("ноль", "zero")
        case .hundredfold, .thousandfold, .millionfold, .scaled: ScaleWording(wording).times(reason) ?? reason.rawValue
        case .negative: say("меньше нуля", "below zero")
        case .doubled: say("рост больше чем вдвое", "more than doubled")
        case .halved: say("падение больше чем вдвое", "more than halved")
        }
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}
