import Domain
import Networks
import Reports

/// The last known balances of a report, in a table or as JSON; what is missing is said, never shown as 0.
struct BalanceList {
    let report: Report
    let view: StoredView
    let wording: Wording
    /// The names of the accounts that were asked for; nil when it is about all.
    var filter: String?

    /// As wide as `output` is: what does not fit goes as lines for a phone.
    func text(for output: Output) -> String {
        guard let width = output.width, TextTable.width(ofLines: text) > width else { return text }
        return BalanceWording(report: report, wording: wording, polledAt: view.lastSweep, filter: filter).text
    }

    /// A row a wallet, then the accounts that have never answered, then a total a currency.
    private var text: String {
        let line = LineWording(wording: wording, report: report)
        var table = TextTable([
            .init(say("Аккаунт", "Account")), .init(say("Остаток", "Balance"), leansRight: true),
            .init(say("Известно на", "As of")), .init(say("Возраст", "Age"), leansRight: true), .init(""),
        ])
        for item in report.lines {
            let known = knownUntil(item)
            table.add([
                line.name(item), money(item.figures.closing, item.wallet.currency), known.map(wording.timeAndDay) ?? "—",
                known.map { wording.duration(seconds: wording.now - $0) } ?? "—", line.stateTexts(item).joined(separator: "; "),
            ])
        }
        for silent in report.silent {
            table.add([silent.account.title, say("нет данных", "no data"), "—", "—", line.silentText(silent)])
        }
        for total in report.totals {
            let old = total.old.map { wording.old(money($0.amount, total.currency), $0) }
            table.add([say("Итого ", "Total ") + total.currency.code, money(total.figures.closing, total.currency), "", "", old ?? ""])
        }
        for currency in report.unsummed { table.add([say("Итого ", "Total ") + currency.code, "—", "", "", wording.unsummed(currency)]) }
        return report.lines.isEmpty && report.silent.isEmpty ? say("Нет ни одного аккаунта.", "There is no account.") : table.text
    }

    /// `at last_sweep wallets[account title network wallet wallet_title currency balance as_of age_s state{…}] silent[…]
    /// totals[currency balance old{amount as_of oldest_as_of newest_as_of}]`.
    var json: JSONValue {
        [
            "at": .instant(wording.now), "last_sweep": .instant(view.lastSweep),
            "wallets": .list(report.lines) { item in
                let known = knownUntil(item)
                return .object(
                    ReportJSON.identity(item) + [
                        .init(name: "balance", value: .money(item.figures.closing)), .init(name: "as_of", value: .instant(known)),
                        .init(name: "age_s", value: .number(known.map { wording.now - $0 })),
                    ] + ReportJSON.state(item))
            },
            "silent": .list(report.silent, ReportJSON.silent),
            "totals": ReportJSON.totals(of: report, missing: ["balance", "old"]) { total in
                [.init(name: "balance", value: .money(total.figures.closing)), .init(name: "old", value: ReportJSON.old(total))]
            },
        ]
    }

    /// A wallet that is gone was last heard of before it went.
    private func knownUntil(_ item: ReportLine) -> Instant? {
        [item.goneSince, view.knownUntil(item.account.id)].compactMap { $0 }.min()
    }

    private func money(_ amount: Money, _ currency: Currency) -> String {
        wording.money(amount, currency, digits: wording.exactDigits(of: [amount], in: currency))
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}
