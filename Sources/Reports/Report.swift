package import Domain

/// What happened to the money in one window: a value that the bot, the terminal and JSON print in their own words.
package struct Report: Hashable, Sendable {
    package var window: Window
    /// One line a wallet, accounts in order of their titles; every live account appears.
    package var lines: [ReportLine]
    /// Accounts that have never given a reading.
    package var silent: [SilentAccount]
    /// One total a currency, in order of their codes; never across.
    package var totals: [CurrencyTotal]
    /// Currencies whose amounts add up to more than `Money` can hold, so that they have no total; in order of their codes.
    package var unsummed: [Currency]

    package init(
        window: Window, lines: [ReportLine], silent: [SilentAccount], totals: [CurrencyTotal], unsummed: [Currency] = []
    ) {
        self.unsummed = unsummed
        self.window = window
        self.lines = lines
        self.silent = silent
        self.totals = totals
    }
}

/// An account that was configured and had not answered yet at the window's end.
package struct SilentAccount: Hashable, Sendable {
    package var account: Account
    /// The failure it is in; nil before its first poll.
    package var outage: Gap?
    /// When its first wallet was opened, if that was after the window.
    package var watchedSince: Instant?

    package init(account: Account, outage: Gap?, watchedSince: Instant? = nil) {
        self.account = account
        self.outage = outage
        self.watchedSince = watchedSince
    }
}

/// One wallet in a report.
package struct ReportLine: Hashable, Sendable {
    package var account: Account
    package var wallet: Wallet
    package var figures: Figures
    /// When the wallet was opened, if that lies inside the window: earlier spend is not known.
    package var openedAt: Instant?
    /// The gaps over which the balance rose, so that more may have been spent than is known; oldest first.
    package var hiding: [Gap]
    package var credits: [Credit]
    /// The failure the account is in at the window's end; its last balance is then as old as the gap's beginning.
    package var outage: Gap?
    /// When its beginning lies in a gap: since when the figures count, which is the last moment known before the gap.
    package var knownFrom: Instant?
    /// Whether no reading at all fell into the window, so that its spend is not known rather than 0.
    package var isUnknown: Bool
    /// What waits for the next reading to be believed; the balance shown is the last good one.
    package var doubt: Suspicion?
    /// The same stretch of the day before and of the week before, where history reaches back that far.
    package var dayBefore: PastSpend?
    package var weekBefore: PastSpend?
    /// The mean net spend of a day; nil with less than 24 hours of data.
    package var pace: Money?
    /// What the pace was worked out from; nil where there is none.
    package var paceBasis: PaceBasis?
    /// The net spend of the last fortnight's complete local days, the oldest first; nil where a day is not known as a whole.
    package var recentDays: [Money?]
    /// Until when the balance lasts at that pace.
    package var runway: Runway

    /// Whether the spend is a lower bound.
    package var isLowerBound: Bool { !hiding.isEmpty }
    /// Since when, up to the window's end, nobody reads it any more: it vanished, or its account was retired.
    package var goneSince: Instant? { [wallet.vanishedAt, account.retiredAt].compactMap { $0 }.min() }

    /// Whether the wallet has something to tell beside its balance.
    package var moved: Bool { figures.moved || !credits.isEmpty }
}

/// The money of one currency, all its wallets together.
package struct CurrencyTotal: Hashable, Sendable {
    package var currency: Currency
    package var figures: Figures
    /// The gaps over which one of its wallets rose, oldest first.
    package var hiding: [Gap] = []
    /// Whether nothing is known of any of its wallets in the window, so that the spend is not known rather than 0.
    package var isUnknown = true
    /// Whether that holds for some of them, whose spend is then missing in the sum.
    package var hasUnknown = false
    /// The same stretch a day and a week before; nil unless all wallets of the currency are known in it.
    package var dayBefore: PastSpend? = PastSpend(amount: .zero)
    package var weekBefore: PastSpend? = PastSpend(amount: .zero)
    /// How much of the closing balance is old, and as of when it is known.
    package var old: OldMoney?

    /// Whether the spend is a lower bound.
    package var isLowerBound: Bool { !hiding.isEmpty || hasUnknown }

    /// A part of a total that could not be read lately.
    package struct OldMoney: Hashable, Sendable {
        package var amount: Money
        /// As of when the oldest and the newest of its balances are known.
        package var asOf: ClosedRange<Instant>
    }
}
