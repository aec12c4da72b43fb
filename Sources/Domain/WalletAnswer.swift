/// What a network said of one wallet: already exact, signed as the ledger keeps it, and in a known currency.
package struct WalletAnswer: Hashable, Sendable {
    /// What tells this wallet from the others of its account; `main` where a network has but one.
    package var key: String
    /// What people call it, where the network says.
    package var title: String?
    /// What can be spent; for an `owed` wallet minus what is owed.
    package var balance: Money
    package var currency: Currency

    package init(key: String = "main", title: String? = nil, balance: Money, currency: Currency) {
        self.key = key
        self.title = title
        self.balance = balance
        self.currency = currency
    }
}

/// What kind of failure a poll met, which decides when to try again and whom to tell.
package enum FailureClass: String, Hashable, Sendable, CaseIterable {
    /// The key was refused: a person must act.
    case credentials
    /// The service wants money first (402): the account is empty or its plan is not paid. A person must act.
    case payment
    /// Too many requests: wait, as long as the server says.
    case rate
    /// A passing fault: a time-out, a 5xx, no network.
    case temporary
    /// The definition or the configuration does not fit the service: waiting does not help.
    case permanent
}
