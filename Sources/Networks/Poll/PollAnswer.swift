package import Domain

/// What a poll brought: at least one wallet, unless the definition says that there may be none.
package struct PollAnswer: Hashable, Sendable {
    /// A row that the network could not answer for; the others stand.
    package struct BadRow: Hashable, Sendable {
        /// The wallet's key; `row 3` where it has none.
        package var key: String
        /// What is wrong with it, redacted and of a few hundred bytes at most.
        package var message: String
        /// Whether the row says which wallet it is of; a row that does not may be of any.
        package var isNamed: Bool

        package init(key: String, message: String, isNamed: Bool = true) {
            self.key = key
            self.message = message
            self.isNamed = isNamed
        }
    }

    /// A hundred thousand million units: more is no balance, and the sums of a few such would not fit.
    package static let largestBalance = Money(micros: 100_000_000_000_000_000)

    package var wallets: [WalletAnswer]
    package var badRows: [BadRow]
    /// When the balance request was sent, which is the instant of its readings.
    package var requestSentAt: Instant
    /// What the network's own clock said, from the `Date` header.
    package var serverDate: Instant?
}

/// One poll in every detail that may be shown: for `check`, never for a log.
package struct PollExplanation: Sendable {
    /// One HTTP exchange of the poll; all texts are redacted.
    package struct Exchange: Sendable {
        /// `login 1`, `request`.
        package var name: String
        /// `GET https://…`.
        package var requestLine: String
        /// Nil where no answer came.
        package var status: Int?
        package var elapsed: Duration?
        /// What the filters saw, at most 2 KiB; of a login step only the shape, since it holds tokens.
        package var seen: String
    }

    package var exchanges: [Exchange]
    package var outcome: Result<PollAnswer, PollFailure>
}
