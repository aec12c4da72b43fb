import Domain
import Networks
import Reports

/// A report for programs: amounts as exact decimal strings, instants in RFC 3339 and epoch seconds, keys that stay.
///
/// `window{from until seconds zone} wallets[account title network wallet wallet_title currency opening top_ups corrections reversals spend
/// spend_is_lower_bound closing balanced opened_at known_from hidden_in[from until reason] vanished_at retired_at
/// outage{since reason detail} doubt spend_day_before spend_week_before pace_per_day pace_from runway{state until} recent_days[]
/// credits[at amount kind classified_at reverses_at]] silent[account title network outage] totals[currency opening top_ups corrections reversals spend
/// spend_is_lower_bound closing balanced spend_day_before spend_week_before hidden_in[from until reason]
/// old{amount as_of oldest_as_of newest_as_of}]`.
/// A total that does not fit has null figures and an `error`. For every other total and every wallet opening + top_ups + corrections - spend =
/// closing; `reversals`, what came back and was no money, are taken off top_ups and spend already. What is not known is `null`, never `"0"`.
/// An earlier spend
/// is `{amount is_lower_bound}`, `as_of` is `oldest_as_of`, `pace_from` is `days-N`, `weekdays` or `last-24-hours`. `credits` lists the top-ups of the window's last
/// 31 days, and of the time before them what was classified or rose over a gap.
struct ReportJSON {
    private let report: Report
    private let zone: Zone

    init(_ report: Report, zone: Zone) {
        self.report = report
        self.zone = zone
    }

    var json: JSONValue {
        [
            "window": [
                "from": .instant(report.window.from), "until": .instant(report.window.until), "seconds": .number(report.window.seconds),
                "zone": .string(zone.name),
            ], "wallets": .list(report.lines, Self.wallet), "silent": .list(report.silent, Self.silent),
            "totals": Self.totals(of: report, missing: ["opening", "top_ups", "corrections", "spend", "closing"]) { total in
                Self.figures(total.figures, total.isLowerBound, isUnknown: total.isUnknown) + [
                    .init(name: "spend_day_before", value: Self.past(total.dayBefore)),
                    .init(name: "spend_week_before", value: Self.past(total.weekBefore)),
                    .init(name: "hidden_in", value: Self.hidden(total.hiding)), .init(name: "old", value: Self.old(total)),
                ]
            },
        ]
    }

    /// One entry a currency; where its sum does not fit, the figures that are `missing` are null, and `error` says so.
    static func totals(of report: Report, missing: [String], _ members: (CurrencyTotal) -> [JSONValue.Member]) -> JSONValue {
        func currency(_ currency: Currency) -> JSONValue.Member { .init(name: "currency", value: .string(currency.code)) }
        return .array(
            report.totals.map { .object([currency($0.currency)] + members($0)) }
                + report.unsummed.map { code in
                    let error = JSONValue.Member(name: "error", value: .string(MoneyError.outOfRange.description))
                    return .object([currency(code)] + missing.map { .init(name: $0, value: .null) } + [error])
                })
    }

    private static func wallet(_ line: ReportLine) -> JSONValue {
        .object(
            identity(line) + known(line) + [
                .init(name: "opened_at", value: .instant(line.openedAt)), .init(name: "known_from", value: .instant(line.knownFrom)),
                .init(name: "hidden_in", value: hidden(line.hiding)),
            ] + state(line) + [
                .init(name: "spend_day_before", value: past(line.dayBefore)),
                .init(name: "spend_week_before", value: past(line.weekBefore)),
                .init(name: "pace_per_day", value: .money(line.pace)), .init(name: "pace_from", value: basis(line.paceBasis)),
                .init(name: "recent_days", value: .list(line.recentDays) { .money($0) }), .init(name: "runway", value: runway(line.runway)),
                .init(
                    name: "credits",
                    value: .list(line.credits) {
                        [
                            "at": .instant($0.at), "amount": .money($0.amount), "kind": .string($0.kind.rawValue),
                            "classified_at": .instant($0.classifiedAt), "reverses_at": .instant($0.reverses),
                        ]
                    }),
            ])
    }

    /// The figures of a wallet; the spend of a window without any reading is null, never 0.
    private static func known(_ line: ReportLine) -> [JSONValue.Member] {
        figures(line.figures, line.isLowerBound, isUnknown: line.isUnknown)
    }

    /// What tells a wallet from all others.
    static func identity(_ line: ReportLine) -> [JSONValue.Member] {
        [
            .init(name: "account", value: .string(line.account.name)), .init(name: "title", value: .string(line.account.title)),
            .init(name: "network", value: .string(line.account.network)), .init(name: "wallet", value: .string(line.wallet.key)),
            .init(name: "wallet_title", value: .text(line.wallet.title)),
            .init(name: "currency", value: .string(line.wallet.currency.code)),
        ]
    }

    /// Why the balance may not be the present one.
    static func state(_ line: ReportLine) -> [JSONValue.Member] {
        [
            .init(name: "vanished_at", value: .instant(line.wallet.vanishedAt)),
            .init(name: "retired_at", value: .instant(line.account.retiredAt)), .init(name: "outage", value: outage(line.outage)),
            .init(name: "doubt", value: .text(line.doubt?.rawValue)),
        ]
    }

    static func silent(_ silent: SilentAccount) -> JSONValue {
        [
            "account": .string(silent.account.name), "title": .string(silent.account.title),
            "network": .string(silent.account.network), "outage": outage(silent.outage),
        ]
    }

    /// The gaps that make a spend a lower bound.
    private static func hidden(_ gaps: [Gap]) -> JSONValue {
        .list(gaps) { ["from": .instant($0.from), "until": .instant($0.until), "reason": .string($0.reason)] }
    }

    static func old(_ total: CurrencyTotal) -> JSONValue {
        total.old.map {
            [
                "amount": .money($0.amount), "as_of": .instant($0.asOf.lowerBound), "oldest_as_of": .instant($0.asOf.lowerBound),
                "newest_as_of": .instant($0.asOf.upperBound),
            ]
        } ?? .null
    }

    private static func past(_ spend: PastSpend?) -> JSONValue {
        spend.map { ["amount": .money($0.amount), "is_lower_bound": .bool($0.isLowerBound)] } ?? .null
    }

    private static func basis(_ basis: PaceBasis?) -> JSONValue {
        switch basis {
        case .days(let count): .string("days-\(count)")
        case .weekdays: .string("weekdays")
        case .lastDay: .string("last-24-hours")
        case nil: .null
        }
    }

    private static func outage(_ gap: Gap?) -> JSONValue {
        gap.map { ["since": .instant($0.from), "reason": .string($0.reason), "detail": .string($0.detail)] } ?? .null
    }

    private static func figures(_ figures: Figures, _ isLowerBound: Bool, isUnknown: Bool) -> [JSONValue.Member] {
        [
            .init(name: "opening", value: .money(figures.opening)),
            .init(name: "top_ups", value: isUnknown ? .null : .money(figures.topUps)),
            .init(name: "corrections", value: isUnknown ? .null : .money(figures.corrections)),
            .init(name: "reversals", value: isUnknown ? .null : .money(figures.reversals)),
            .init(name: "spend", value: isUnknown ? .null : .money(figures.spend)),
            .init(name: "spend_is_lower_bound", value: .bool(isLowerBound)), .init(name: "closing", value: .money(figures.closing)),
            .init(name: "balanced", value: .bool(figures.isBalanced)),
        ]
    }

    private static func runway(_ runway: Runway) -> JSONValue {
        switch runway {
        case .empty: ["state": .string("empty"), "until": .null]
        case .until(let instant): ["state": .string("until"), "until": .instant(instant)]
        case .beyond: ["state": .string("beyond-ten-years"), "until": .null]
        case .tooLittleData: ["state": .string("too-little-data"), "until": .null]
        case .noSpend: ["state": .string("no-spend"), "until": .null]
        }
    }
}
