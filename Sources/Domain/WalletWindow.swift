/// What history holds of one wallet over one window: the readings at both edges and what lies between.
package struct WalletWindow: Hashable, Sendable {
    package var account: Account
    package var wallet: Wallet
    /// The values at the window's beginning, or the first ones where the wallet was opened later.
    package var opening: Reading
    /// Whether the wallet was opened inside the window, so that what it spent before is not known.
    package var openedInside: Bool
    /// The values at the window's end.
    package var closing: Reading
    /// Rises inside the window, and the falls that a person classified away, in order of time.
    package var credits: [Credit]
    /// Stretches without readings that touch the window, this account's and the whole daemon's, in order of time.
    package var gaps: [Gap]
    /// How many suspicious readings inside the window turned out to be glitches.
    package var glitches: Int

    package init(
        account: Account, wallet: Wallet, opening: Reading, openedInside: Bool, closing: Reading, credits: [Credit] = [], gaps: [Gap] = [],
        glitches: Int = 0
    ) {
        self.account = account
        self.wallet = wallet
        self.opening = opening
        self.openedInside = openedInside
        self.closing = closing
        self.credits = credits
        self.gaps = gaps
        self.glitches = glitches
    }
}
