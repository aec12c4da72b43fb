import Domain
import Networks

/// An account's last movements: for a terminal in the installation's zone, as `classify` takes them; for programs in UTC.
struct HistoryTable {
    let history: AccountHistory
    let wording: Wording

    /// The zone, then a table a wallet; lines for a phone where it would be wider than `width`.
    func text(within width: Int?) -> String {
        let tables = history.wallets.map { past in
            let heading = heading(past)
            let lines = width.map { TextTable.width(heading) > $0 } ?? false ? Columns.wrapped(heading) : [heading]
            return lines.map { $0 + "\n" }.joined() + table(past).text(within: width)
        }
        guard !tables.isEmpty else { return say("Показаний ещё не было.", "There are no readings yet.") + "\n" }
        let rest = history.omitted > 0 ? [say("и ещё кошельков: ", "and more wallets: ") + "\(history.omitted)\n"] : []
        return ([zoneLine] + tables + rest).joined(separator: "\n")
    }

    private var zoneLine: String {
        let (label, name) = (wording.zoneLabel(at: wording.now), wording.zone.name)
        return say("Время: ", "Times: ") + (label == name ? label : "\(label) (\(name))") + "\n"
    }

    private func stamp(_ instant: Instant) -> String { LocalStamp.text(of: instant, in: wording.zone) }

    private func heading(_ past: WalletPast) -> String {
        let words = MovementWording(wording)
        let name = history.account.title + " · " + (past.wallet.title ?? past.wallet.key) + " · " + past.wallet.currency.code
        let held = past.wallet.heldAt == nil ? "" : say("; ждёт `resolve`", "; waits for `resolve`")
        return TextTable.printable(name + ": " + words.money(past.newest.balance, past.wallet) + held)
    }

    private func table(_ past: WalletPast) -> TextTable {
        let words = MovementWording(wording)
        var table = TextTable([
            .init(say("Когда", "At")), .init(say("Что", "What")), .init(say("Сумма", "Amount"), leansRight: true), .init(""),
        ])
        var shown: Set<Instant> = []
        for entry in past.entries {
            switch entry {
            case .spend(let window, let amount):
                table.add([
                    stamp(window.from), words.word(.spend), words.money(amount, past.wallet), say("до ", "until ") + stamp(window.until),
                ])
            case .credit(let credit):
                shown.insert(credit.at)
                table.add([
                    stamp(credit.at), words.word(of: credit), words.signed(credit.amount, past.wallet),
                    String(words.said(credit.classifiedAt).dropFirst()),
                ])
            case .glitch(let glitch): table.add([stamp(glitch.at), words.glitch(glitch, past.wallet)])
            case .gap(let gap): table.add([stamp(gap.from), words.gap(gap)])
            case .opened(let instant): table.add([stamp(instant), say("наблюдается", "watched since then")])
            }
        }
        for change in past.changes where !shown.contains(change.at) {
            table.add([
                stamp(change.at), words.word(change.name), words.signed(change.amount, past.wallet),
                say("входит в списания выше, можно уточнить", "part of the spend above, can be classified"),
            ])
        }
        if past.omitted > 0 { table.add(["", say("и ещё строк: ", "and more lines: ") + "\(past.omitted)"]) }
        return table
    }

    /// Everything, amounts as exact decimals.
    var json: JSONValue {
        [
            "account": .string(history.account.name), "title": .string(history.account.title), "wallets": .list(history.wallets, json),
            "omitted": .number(history.omitted),
        ]
    }

    private func json(_ past: WalletPast) -> JSONValue {
        [
            "key": .string(past.wallet.key), "title": .text(past.wallet.title), "currency": .string(past.wallet.currency.code),
            "balance": .money(past.newest.balance), "held_since": .instant(past.wallet.heldAt),
            "step": .string(past.isByHour ? "hour" : "day"), "since": .instant(past.since), "entries": .list(past.entries, json),
            "omitted": .number(past.omitted), "changes": .list(past.changes, json),
        ]
    }

    private func json(_ change: PastChange) -> JSONValue {
        [
            "at": .instant(change.at), "amount": .money(change.amount), "kind": .string(change.name.rawValue),
            "classified_at": .instant(change.classifiedAt),
        ]
    }

    private func json(_ entry: PastEntry) -> JSONValue {
        switch entry {
        case .spend(let window, let amount):
            ["type": .string("spend"), "from": .instant(window.from), "until": .instant(window.until), "amount": .money(amount)]
        case .credit(let credit):
            [
                "type": .string(ChangeClass(credit.kind).rawValue), "at": .instant(credit.at), "amount": .money(credit.amount),
                "classified_at": .instant(credit.classifiedAt),
            ]
        case .glitch(let glitch):
            [
                "type": .string("glitch"), "at": .instant(glitch.at), "balance": .money(glitch.balance),
                "reason": .string(glitch.reason.rawValue),
            ]
        case .gap(let gap):
            [
                "type": .string("gap"), "from": .instant(gap.from), "until": .instant(gap.until), "reason": .string(gap.reason),
                "rose": .bool(gap.rose),
            ]
        case .opened(let instant): ["type": .string("opened"), "at": .instant(instant)]
        }
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}
