import Domain
import History

/// Asks the history what an account's wallets did lately, as densely as it did something.
struct HistoryMaker: Sendable {
    /// So many hours of the last day with spend make it worth looking at hour by hour.
    private static let busyHours = 4
    private static let days = 14
    private static let walletsShown = 6
    private static let entriesShown = 36
    /// How far back a rise can lie that still gets its buttons, in seconds.
    private static let changesReach: Int64 = 30 * 86400

    let zone: Zone
    let now: Instant

    /// Throws `HistoryError` or `MoneyError`.
    func history(of account: Account, in snapshot: Snapshot) throws -> AccountHistory {
        let all = try snapshot.latest().filter { $0.wallet.account == account.id }
        let ordered = all.filter { $0.wallet.vanishedAt == nil } + all.filter { $0.wallet.vanishedAt != nil }
        let shown = ordered.prefix(Self.walletsShown)
        let gaps = try snapshot.gaps(in: Window(from: now - Int64(Self.days) * 86400, until: now))
            .filter { $0.account == nil || $0.account == account.id }
        return AccountHistory(
            account: account,
            wallets: try shown.map {
                try past(of: $0, gaps: gaps, limit: max(6, Self.entriesShown / shown.count), share: shown.count, in: snapshot)
            },
            omitted: ordered.count - shown.count)
    }

    private func past(of item: WalletBalance, gaps: [Gap], limit: Int, share: Int, in snapshot: Snapshot) throws -> WalletPast {
        let wallet = item.wallet
        let movements = try snapshot.movements(wallet.id, limit: 400, since: now - Int64(Self.days) * 86400)
        let hours = Set(movements.filter { $0.spent > .zero && now - $0.at <= 86400 }.map { ($0.at.seconds - 1) / 3600 })
        let isByHour = hours.count >= Self.busyHours
        // A reading may be dated a little after the sweep that asked for it.
        let end = max(now, item.reading.at)
        let edges = try edges(isByHour: isByHour, end: end)
        let window = Window(from: edges[0], until: end)
        var entries: [PastEntry] = []
        let spends = try snapshot.spend(between: edges)[wallet.id] ?? []
        for (index, spend) in spends.enumerated() where spend != .zero {
            entries.append(.spend(Window(from: edges[index], until: edges[index + 1]), spend))
        }
        let credits = try snapshot.credits(in: window).filter { $0.wallet == wallet.id }
        entries += credits.withReversalsByHour.map(PastEntry.credit)
        entries += try snapshot.glitches(of: wallet.id, in: window, limit: 10).map(PastEntry.glitch)
        entries += gaps.filter { ($0.until ?? end) > window.from && $0.concerns(wallet) }.map { gap in
            var own = gap
            // Whether this wallet rose over it, not any other of the account.
            own.rose = gap.hidesSpend(of: credits)
            return .gap(own)
        }
        if wallet.openedAt > window.from { entries.append(.opened(wallet.openedAt)) }
        entries.sort { $0.at > $1.at }
        return WalletPast(
            wallet: wallet, newest: item.reading, isByHour: isByHour, since: window.from, entries: Array(entries.prefix(limit)),
            omitted: max(0, entries.count - limit), changes: try changes(of: wallet.id, movements, end: end, share: share, in: snapshot))
    }

    /// The last 24 hours by the reader's clock, or the last days of his calendar; the last stretch ends now.
    private func edges(isByHour: Bool, end: Instant) throws -> [Instant] {
        let civil = zone.civil(at: now)
        var edges: [Instant]
        if isByHour {
            let hour = now - Int64(civil.time.secondOfDay % 3600 + civil.second)
            edges = (0...23).map { hour - $0 * 3600 }.reversed()
        } else {
            edges = (0..<Self.days).reversed().map { zone.firstInstant(of: CivilDateTime(date: civil.date - $0, time: .midnight)) }
        }
        if let last = edges.last, last < end { edges.append(end) }
        return edges
    }

    /// The newest rises, and the newest falls that stand out: larger than most, or already called something else.
    private func changes(
        of wallet: WalletID, _ movements: [Movement], end: Instant, share: Int, in snapshot: Snapshot
    ) throws -> [PastChange] {
        let credits = try snapshot.credits(in: Window(from: end - Self.changesReach, until: end)).filter { $0.wallet == wallet }
        // Of a balance that jitters, one change an hour is enough to ask about: the newest.
        let asked = Set(credits.withReversalsByHour.map(\.at))
        let rises = credits.filter { !$0.amount.isNegative && asked.contains($0.at) }.reversed().prefix(max(1, 3 / share))
        var changes = rises.map {
            PastChange(
                at: $0.at, amount: $0.amount, name: ChangeClass($0.kind), classifiedAt: $0.classifiedAt, isReversal: $0.reverses != nil)
        }
        let falls = movements.filter { !$0.isWholeHour && $0.spent > .zero && ($0.kind != .reversal || asked.contains($0.at)) }
        let usual = falls.map(\.spent).sorted()
        let median = usual.isEmpty ? Money.zero : usual[usual.count / 2]
        let standing = falls.filter { fall in fall.kind != nil || Int128(fall.spent.micros) >= 3 * Int128(median.micros) }
        let room = max(1, 2 / share)
        let chosen = standing.prefix(room) + falls.filter { !standing.prefix(room).contains($0) }.prefix(max(0, room - standing.count))
        for fall in chosen {
            let credit = try snapshot.credit(of: wallet, at: fall.at)
            changes.append(
                PastChange(
                    at: fall.at, amount: try -fall.spent, name: ChangeClass(fall.kind), classifiedAt: credit?.classifiedAt,
                    isReversal: credit?.reverses != nil))
        }
        return changes.sorted { $0.at > $1.at }
    }
}
