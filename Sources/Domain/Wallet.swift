/// An account as history knows it: one login of one network.
package struct Account: Hashable, Sendable {
    package var id: AccountID
    /// The stable key from the configuration, `[a-z0-9-]`.
    package var name: String
    package var network: String
    /// What people see.
    package var title: String
    package var createdAt: Instant
    package var retiredAt: Instant?

    package init(id: AccountID, name: String, network: String, title: String, createdAt: Instant, retiredAt: Instant? = nil) {
        self.id = id
        self.name = name
        self.network = network
        self.title = title
        self.createdAt = createdAt
        self.retiredAt = retiredAt
    }
}

/// One (account, key, currency): the thing that holds a balance.
package struct Wallet: Hashable, Sendable {
    package var id: WalletID
    package var account: AccountID
    package var key: String
    /// What the network calls it, where it says.
    package var title: String?
    package var currency: Currency
    package var openedAt: Instant
    /// The first balance seen; what was spent before it is not known.
    package var opening: Money
    /// When its account answered without it for the first time, until it returns.
    package var vanishedAt: Instant?
    /// When its balance was booked below zero for the first time.
    package var overdrawnAt: Instant?
    /// Since when a change by a factor of 100, 1,000 or 1,000,000 waits for a person's word.
    package var heldAt: Instant?
    /// What a person said of that change, until the next reading carries it out.
    package var heldVerdict: HoldVerdict?
    /// The power of ten by which each answer is multiplied, since its network counts in another unit: -2 where it changed to cents.
    package var unitShift: Int

    package init(
        id: WalletID, account: AccountID, key: String, title: String? = nil, currency: Currency, openedAt: Instant, opening: Money,
        vanishedAt: Instant? = nil, overdrawnAt: Instant? = nil, heldAt: Instant? = nil, heldVerdict: HoldVerdict? = nil, unitShift: Int = 0
    ) {
        self.id = id
        self.account = account
        self.key = key
        self.title = title
        self.currency = currency
        self.openedAt = openedAt
        self.opening = opening
        self.vanishedAt = vanishedAt
        self.overdrawnAt = overdrawnAt
        self.heldAt = heldAt
        self.heldVerdict = heldVerdict
        self.unitShift = unitShift
    }
}

/// A wallet's balance at an instant, with its two counters, which only ever grow.
///
/// For any two readings of a wallet: the change of `balance` is the change of `credited` minus the change of `spent`.
package struct Reading: Hashable, Sendable {
    package var at: Instant
    package var balance: Money
    /// The sum of all falls since the wallet was opened.
    package var spent: Money
    /// The sum of all rises since the wallet was opened.
    package var credited: Money

    package init(at: Instant, balance: Money, spent: Money, credited: Money) {
        self.at = at
        self.balance = balance
        self.spent = spent
        self.credited = credited
    }
}

/// A rise of a balance, or a fall that took back a rise or that a person classified away; `amount` is negative for a fall.
package struct Credit: Hashable, Sendable {
    /// What the change was.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Money paid in: what a rise is until a person says otherwise.
        case topUp = "topup"
        /// Money that the network gave back: it lowers the spend.
        case refund
        /// An adjustment that is neither spend nor top-up.
        case correction
        /// Money moved out of the wallet, not spent.
        case withdrawal
        /// No money: a rise that brought back a fall, or the part of a fall that took back a rise.
        case reversal
    }

    package var wallet: WalletID
    package var at: Instant
    package var amount: Money
    package var kind: Kind
    /// When a person last said what it is; nil for what nobody has touched.
    package var classifiedAt: Instant?
    /// When the change was seen that this one undid; it stays when a person calls it something else.
    package var reverses: Instant?

    package init(wallet: WalletID, at: Instant, amount: Money, kind: Kind, classifiedAt: Instant? = nil, reverses: Instant? = nil) {
        self.wallet = wallet
        self.at = at
        self.amount = amount
        self.kind = kind
        self.classifiedAt = classifiedAt
        self.reverses = reverses
    }
}

/// A suspicious reading that the next one did not confirm; no money moved.
package struct Glitch: Hashable, Sendable {
    package var wallet: WalletID
    package var at: Instant
    package var balance: Money
    package var reason: Suspicion

    package init(wallet: WalletID, at: Instant, balance: Money, reason: Suspicion) {
        self.wallet = wallet
        self.at = at
        self.balance = balance
        self.reason = reason
    }
}
