/// What one wallet did in a window: opening + top-ups + corrections + withdrawals − spend = closing, always.
package struct WalletWindow: Hashable, Sendable {
    package let wallet: Wallet
    package let account: Account
    /// What it held at the window's beginning; nil when it was opened inside, and the sum then starts at `wallet.opening`.
    package let opening: Reading?
    /// What it held at the window's end.
    package let closing: Reading
    /// The rises that nobody called anything else, less those that were taken back: negative where the rise was before the window.
    package let topUps: Money
    /// Money given back by the network, positive; it is already taken off `spend`.
    package let refunds: Money
    /// Falls that came back and so were no money, positive; already taken off `spend`.
    package let returned: Money
    /// Rises that were taken back and so were no money, zero or negative; already taken off `topUps`.
    package let takenBack: Money
    /// Rises and falls that are neither spend nor top-up, with their signs.
    package let corrections: Money
    /// Falls that were moved out and not spent, with their sign: zero or negative.
    package let withdrawals: Money
    /// What was spent: the falls, less those classified away and those that took back a rise, less refunds and returned falls. Below zero when more came back than went out.
    package let spend: Money
    /// The gaps of its account, and of the whole daemon, that share some time with the window.
    package let gaps: [Gap]
    /// How many suspicious readings in it were not confirmed.
    package let glitches: Int
    /// The rises and classified falls inside the window, in order of time; top-ups older than `listed` at its end may be summed alone.
    package let credits: [Credit]

    /// How far back from its end a window names each top-up, in seconds: a list of years is no use to anybody, and would have to be read.
    package static let listed: Int64 = 31 * 86400

    /// The balance that the window's sum starts with.
    package var openingBalance: Money { opening?.balance ?? wallet.opening }
}

extension WalletWindow {
    /// Works out the sums from two look-ups and the credits between them, so that they add up by construction.
    ///
    /// Throws `MoneyError.outOfRange`.
    package init(
        wallet: Wallet, account: Account, opening: Reading?, closing: Reading, credits: [Credit], gaps: [Gap], glitches: Int
    ) throws(MoneyError) {
        var sums: [Credit.Kind: Money] = [:]
        var (otherRises, falls, returned, takenBack) = (Money.zero, Money.zero, Money.zero, Money.zero)
        for credit in credits {
            sums[credit.kind] = try sums[credit.kind, default: .zero] + credit.amount
            if credit.amount.isNegative {
                falls = try falls + credit.amount
            } else if credit.kind != .topUp {
                otherRises = try otherRises + credit.amount
            }
            guard credit.kind == .reversal else { continue }
            if credit.amount.isNegative { takenBack = try takenBack + credit.amount } else { returned = try returned + credit.amount }
        }
        let refunds = sums[.refund] ?? .zero
        // The counters are the truth: a rise is a top-up unless a credit says otherwise.
        topUps = try closing.credited - (opening?.credited ?? .zero) - otherRises + takenBack
        spend = try closing.spent - (opening?.spent ?? .zero) - refunds - returned + falls
        self.refunds = refunds
        self.returned = returned
        self.takenBack = takenBack
        corrections = sums[.correction] ?? .zero
        withdrawals = sums[.withdrawal] ?? .zero
        self.wallet = wallet
        self.account = account
        self.opening = opening
        self.closing = closing
        self.credits = credits
        self.gaps = gaps
        self.glitches = glitches
    }
}
