package import Domain
import GRDB

/// One change of a wallet's balance, as people look through them.
package struct Movement: Hashable, Sendable {
    /// When it was seen; the end of the hour where readings were thinned.
    package let at: Instant
    /// What it held after it.
    package let balance: Money
    /// What fell, by the counters.
    package let spent: Money
    /// What rose, by the counters.
    package let credited: Money
    /// What a rise is, or what a person said of a fall; nil for spend and for a whole hour.
    package let kind: Credit.Kind?
    /// The readings themselves are gone, and this is the sum of an hour.
    package let isWholeHour: Bool
}

extension Snapshot {
    /// The newest changes of a wallet after `since`, the newest first, at most `limit`; its opening is not one.
    package func movements(_ wallet: WalletID, limit: Int, since: Instant = Instant(seconds: 0)) throws -> [Movement] {
        let points = try points(of: wallet, count: limit + 1, until: since)
        return try zip(points, points.dropFirst()).prefix(limit).filter { $0.0.reading.at > since }.map { after, before in
            Movement(
                at: after.reading.at, balance: after.reading.balance, spent: try after.reading.spent - before.reading.spent,
                credited: try after.reading.credited - before.reading.credited,
                kind: after.isClosing ? nil : try kind(of: wallet, at: after.reading.at), isWholeHour: after.isClosing)
        }
    }

    /// By how much the counters of a wallet rose in its reading at `instant`; zeros where it has none.
    func change(of wallet: WalletID, at instant: Instant) throws -> (spent: Money, credited: Money) {
        guard let after = try readings(of: wallet, after: instant - 1, until: instant).last else { return (.zero, .zero) }
        guard let before = try balances(at: instant - 1)[wallet] else { return (.zero, .zero) }
        return (try after.spent - before.spent, try after.credited - before.credited)
    }

    /// A state of a wallet on the way back through time.
    private struct Point {
        var reading: Reading
        /// Read from an hour's closing, so that its instant is the end of that hour.
        var isClosing: Bool
    }

    /// The distinct states of a wallet, newest first, at least `count` unless it had fewer or `until` is passed.
    private func points(of wallet: WalletID, count: Int, until: Instant) throws -> [Point] {
        let closed = Instant(seconds: try number("SELECT max(hour) FROM hour") ?? -1)
        var points = try readings(of: wallet, after: closed, until: .farFuture).reversed().map { Point(reading: $0, isClosing: false) }
        let cursor = try rows(
            """
            SELECT hour, wallet_id, balance_micros, spent_micros, credited_micros
            FROM hour
            WHERE wallet_id = ?
            ORDER BY hour DESC
            """, [wallet.rawValue])
        while let row = try cursor.next() {
            let closing = Point(reading: Reading(row: row), isClosing: true)
            if let last = points.last?.reading, last.spent == closing.reading.spent, last.credited == closing.reading.credited {
                // It stood unchanged since an earlier hour.
                points.removeLast()
            } else {
                try unfoldLast(of: &points, wallet)
            }
            points.append(closing)
            if points.count > count || closing.reading.at <= until { break }
        }
        try unfoldLast(of: &points, wallet)
        return points
    }

    /// Puts the readings of an hour, where they are still there, in place of its closing.
    private func unfoldLast(of points: inout [Point], _ wallet: WalletID) throws {
        guard let last = points.last, last.isClosing else { return }
        let readings = try readings(of: wallet, after: last.reading.at - 3600, until: last.reading.at)
        guard !readings.isEmpty else { return }
        points.removeLast()
        points += readings.reversed().map { Point(reading: $0, isClosing: false) }
    }

    private func readings(of wallet: WalletID, after from: Instant, until: Instant) throws -> [Reading] {
        let cursor = try rows(
            """
            SELECT at, wallet_id, balance_micros, spent_micros, credited_micros
            FROM reading
            WHERE at > ? AND at <= ? AND wallet_id = ?
            ORDER BY at
            """, [from.seconds, until.seconds, wallet.rawValue])
        return try Array(cursor.map(Reading.init(row:)))
    }

    private func kind(of wallet: WalletID, at instant: Instant) throws -> Credit.Kind? {
        let row = try row(
            """
            SELECT kind
            FROM credit
            WHERE at = ? AND wallet_id = ? AND amount_micros <> 0
            """, [instant.seconds, wallet.rawValue])
        return row.flatMap { Credit.Kind(rawValue: $0[0]) }
    }
}
