import Domain
import TelegramAPI

/// An account's last movements in a reader's words, for a phone: lines of 40 columns, and the buttons that classify.
struct HistoryWording {
    let history: AccountHistory
    let wording: Wording

    /// One message's text.
    var text: String {
        let box = history.wallets.map { lines(of: $0).joined(separator: "\n") } + [asked].compactMap { $0 }
        let body = box.isEmpty ? [say("Показаний ещё не было.", "There are no readings yet.")] : box
        let heading = "🧾 " + HTMLText.escape(history.account.title)
        return heading + "\n<pre>" + HTMLText.escape(body.joined(separator: "\n\n")) + "</pre>"
    }

    /// A row for each numbered change: what it could be called, the present class marked.
    var buttons: [BotAnswer.Button] {
        history.changes.enumerated().flatMap { index, item in
            item.change.choices.map { name in
                BotAnswer.Button(
                    label: "\(index + 1) " + (name == item.change.name ? "✓ " : "") + MovementWording(wording).word(name),
                    action: .classify, parameters: "\(item.wallet.id.rawValue):\(item.change.at.seconds):\(name.rawValue)", row: index)
            }
        }
    }

    private func lines(of past: WalletPast) -> [String] {
        let words = MovementWording(wording)
        let hasSiblings = history.wallets.count > 1
        let label = hasSiblings ? (past.wallet.title ?? past.wallet.key) : say("остаток", "balance")
        var lines = Columns.line(label, words.money(past.newest.balance, past.wallet))
        if past.wallet.heldAt != nil {
            lines += Columns.wrapped(
                say("изменение единицы или суммы ждёт ответа владельца", "a change of unit or amount waits for the owner"), indent: true)
        }
        if let gone = past.wallet.vanishedAt {
            lines += Columns.wrapped(say("исчез с ", "gone since ") + wording.timeAndDay(gone), indent: true)
        }
        lines += Columns.wrapped(
            past.isByHour ? say("по часам, за сутки:", "by the hour, 24 h:") : say("по дням, за две недели:", "by the day, two weeks:"))
        if past.entries.isEmpty { lines += Columns.wrapped(say("без движения", "no movement"), indent: true) }
        var day: CivilDate?
        for entry in past.entries {
            let date = wording.zone.date(at: min(entry.at - (entry.isSpend ? 1 : 0), wording.now))
            if past.isByHour, date != day { lines.append(wording.day(date)) }
            day = date
            lines += words.lines(of: entry, in: past)
        }
        if past.omitted > 0 { lines += Columns.wrapped(say("и ещё строк: ", "and more lines: ") + "\(past.omitted)", indent: true) }
        return lines
    }

    /// The numbered changes, which the buttons below stand for.
    private var asked: String? {
        let words = MovementWording(wording)
        var lines: [String] = []
        for (index, item) in history.changes.enumerated() {
            let wallet = history.wallets.count > 1 ? " " + (item.wallet.title ?? item.wallet.key) : ""
            lines += Columns.line(
                "\(index + 1)) " + wording.timeAndDay(item.change.at) + wallet, words.signed(item.change.amount, item.wallet))
            lines += Columns.wrapped(words.word(item.change.name) + words.said(item.change.classifiedAt), indent: true)
        }
        if history.omitted > 0 { lines += Columns.wrapped(say("и ещё кошельков: ", "and more wallets: ") + "\(history.omitted)") }
        guard !lines.isEmpty else { return nil }
        return ([say("Что это было? Можно уточнить:", "What was it? You can say:")] + lines).joined(separator: "\n")
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}

extension PastEntry {
    /// A stretch of time that ends where it is listed.
    fileprivate var isSpend: Bool { if case .spend = self { true } else { false } }
}
