import Domain
import History
import Networks
import Reports

/// One configured account, with what the history knows of it.
struct AccountRow: Sendable {
    /// How it is doing.
    enum State: Hashable, Sendable {
        case ok
        /// Its polls fail, since the gap's beginning.
        case failing(Gap)
        /// Nobody has been polled lately; this one was when, if ever, is in `knownUntil`.
        case stale
        case notPolledYet
        case retired
        /// There is no history to ask.
        case unknown

        var name: String {
            switch self {
            case .ok: "ok"
            case .failing: "failing"
            case .stale: "stale"
            case .notPolledYet: "not-polled-yet"
            case .retired: "retired"
            case .unknown: "unknown"
            }
        }
    }

    let settings: AccountSettings
    let interval: Duration?
    let state: State
    let wallets: [WalletBalance]
    /// What is known of it is known as of this instant.
    let knownUntil: Instant?
    /// Exact sums by currency, without wallets that are gone; nil where a sum does not fit.
    let sums: [(currency: Currency, amount: Money?)]

    /// Every account of the configuration in its order.
    static func all(_ desk: VerbDesk, _ states: AccountStates?) -> [AccountRow] {
        let intervals = Dictionary(desk.installation.accounts.map { ($0.settings.name, $0.interval) }) { first, _ in first }
        return desk.configuration.accounts.map { settings in
            let known = states?.account(named: settings.name)
            let live = (known?.wallets ?? []).filter { !isGone($0.wallet, at: desk.now) }
            let sums = Dictionary(grouping: live, by: \.wallet.currency).mapValues { items in
                items.reduce(Money.zero as Money?) { sum, item in sum.flatMap { try? $0 + item.reading.balance } }
            }
            return AccountRow(
                settings: settings, interval: intervals[settings.name], state: state(of: settings, known?.account, states, desk),
                wallets: known?.wallets ?? [], knownUntil: known.flatMap { states?.view.knownUntil($0.account.id) },
                sums: sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
    }

    private static func state(of settings: AccountSettings, _ account: Account?, _ states: AccountStates?, _ desk: VerbDesk) -> State {
        if settings.isRetired { return .retired }
        guard let states else { return .unknown }
        guard let account, states.view.lastSweep != nil else { return .notPolledYet }
        if let gap = states.view.outages[account.id] { return .failing(gap) }
        return states.view.isStale(at: desk.now, settings: desk.configuration.collector) ? .stale : .ok
    }

    private static func isGone(_ wallet: Wallet, at now: Instant) -> Bool {
        wallet.vanishedAt.map { now - $0 >= ReportBuilder.vanishedStays } ?? false
    }

    /// Name, title, network, tags, interval, wallets, balance, age, state.
    func cells(_ desk: VerbDesk) -> [String] {
        let english = desk.english
        let balances = sums.map { sum in
            guard let amount = sum.amount else { return "too much to add up \(sum.currency.code)" }
            return english.money(amount, sum.currency, digits: english.exactDigits(of: [amount], in: sum.currency))
        }
        return [
            settings.name, settings.title, settings.network, settings.tags.joined(separator: ", "),
            interval.map { english.interval(seconds: $0.components.seconds) } ?? "-", wallets.isEmpty ? "-" : String(wallets.count),
            balances.isEmpty ? "-" : balances.joined(separator: ", "),
            wallets.isEmpty ? "-" : knownUntil.map { english.duration(seconds: desk.now - $0) } ?? "-", stateText(english),
        ]
    }

    private func stateText(_ english: Wording) -> String {
        let held = wallets.filter { $0.wallet.heldAt != nil }.map(\.wallet.key)
        switch state {
        case .ok where !held.isEmpty: return "held: \(held.joined(separator: ", ")) changed by 100, 1,000 or 1,000,000 times: see resolve"
        case .ok: return "ok"
        case .failing(let gap):
            let detail = gap.detail.isEmpty ? "" : ": \(gap.detail.bounded(toBytes: 240))"
            return "failing since \(english.timeAndDay(gap.from)) (\(FailureWording(.en).short(gap.reason)))\(detail)"
        case .stale: return "not polled since " + (knownUntil.map(english.timeAndDay) ?? "it was configured")
        case .notPolledYet: return "not polled yet"
        case .retired: return "retired"
        case .unknown: return "-"
        }
    }

    /// `name title network tags interval_s state since reason detail as_of wallets[key title currency balance vanished_at held_at]`.
    var json: JSONValue {
        var outage: Gap?
        if case .failing(let gap) = state { outage = gap }
        return [
            "name": .string(settings.name), "title": .string(settings.title), "network": .string(settings.network),
            "tags": .list(settings.tags) { .string($0) }, "interval_s": .number(interval?.components.seconds),
            "state": .string(state.name), "since": .instant(outage?.from), "reason": .text(outage?.reason),
            "detail": .text(outage?.detail), "as_of": .instant(knownUntil),
            "wallets": .list(wallets) { item in
                [
                    "key": .string(item.wallet.key), "title": .text(item.wallet.title), "currency": .string(item.wallet.currency.code),
                    "balance": .money(item.reading.balance), "vanished_at": .instant(item.wallet.vanishedAt),
                    "held_at": .instant(item.wallet.heldAt),
                ]
            },
        ]
    }
}
