/// A stretch of time in which an account, or with no `account` the whole daemon, gave no readings.
package struct Gap: Hashable, Sendable {
    /// Nil when the daemon itself did not run: it then holds for every account.
    package var account: AccountID?
    /// The last instant of which something is known.
    package var from: Instant
    /// The first good reading after it; nil while the gap lasts.
    package var until: Instant?
    /// The raw value of a failure class or of a `Silence`, or `vanished`.
    package var reason: String
    /// What the server or the network said, redacted; for people. Of a wallet that was gone: its key and currency.
    package var detail: String
    /// Whether a balance had risen when readings came back, so that spend within is a lower bound; known of a gap that lasts once a wallet rose.
    package var rose: Bool

    package init(account: AccountID?, from: Instant, until: Instant? = nil, reason: String, detail: String = "", rose: Bool = false) {
        self.account = account
        self.from = from
        self.until = until
        self.reason = reason
        self.detail = detail
        self.rose = rose
    }
}

extension Gap {
    /// Why nothing is known, where no network is to blame.
    package enum Silence: String, Hashable, Sendable, CaseIterable {
        /// The machine was off, or slept.
        case off
        /// The machine was on, and the daemon did not run.
        case stopped
        /// The daemon does not seem to run, for who looks from beside it; why, nobody knows before it does. Never stored.
        case notRunning = "not-running"
        /// Everybody was asked, and the history could not be written.
        case unwritten
        /// The history cannot be written at present; never stored.
        case notWritten = "not-written"
    }

    /// The time since `from` in which nobody asked that account, or with nil any.
    package init(account: AccountID?, from: Instant, until: Instant? = nil, silence: Silence) {
        self.init(account: account, from: from, until: until, reason: silence.rawValue)
    }

    /// Why nobody was asked; nil where somebody was.
    package var silence: Silence? { Silence(rawValue: reason) }

    /// The reason of one wallet's absence, while its account answered.
    package static let vanished = "vanished"

    /// The time in which its account answered without this wallet.
    package init(absenceOf wallet: Wallet, from: Instant, until: Instant, rose: Bool) {
        self.init(account: wallet.account, from: from, until: until, reason: Self.vanished, detail: Self.name(of: wallet), rose: rose)
    }

    /// Whether it is one wallet's absence, while its account answered.
    package var isAbsence: Bool { reason == Self.vanished }

    /// Whether it says anything of this wallet.
    package func concerns(_ wallet: Wallet) -> Bool {
        guard account == nil || account == wallet.account else { return false }
        return !isAbsence || detail == Self.name(of: wallet)
    }

    /// Whether a wallet with these credits rose over it: the rise is booked at its end, and hides what was spent meanwhile.
    ///
    /// Where another wallet of the account still waits to be decided, the gap lasts and the rise is booked before its end.
    package func hidesSpend(of credits: [Credit]) -> Bool {
        guard rose else { return false }
        return credits.contains { $0.amount > .zero && $0.at > from && $0.at <= until ?? $0.at }
    }

    private static func name(of wallet: Wallet) -> String { wallet.key + " " + wallet.currency.code }
}
