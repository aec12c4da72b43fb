package import Domain

/// What a picture shows: the wallets of one currency over a window, in money and instants; no pixel, no word.
package struct Chart: Hashable, Sendable {
    /// A stretch of time that has one bar: an hour, a day, a week or a month of the reader's calendar.
    package struct Stretch: Hashable, Sendable {
        package var window: Window
        /// Whether the picture knows only a part of it: it has not ended yet, or began before the window.
        package var isPartial: Bool
        /// What stands below its bar, «12 ноя».
        package var label: String

        package init(window: Window, isPartial: Bool, label: String) {
            self.window = window
            self.isPartial = isPartial
            self.label = label
        }
    }

    package var currency: Currency
    /// In order of time, without holes; there is at least one.
    package var stretches: [Stretch]
    /// The instants at which balances are known, in order of time.
    package var instants: [Instant]
    /// The wallets, in the order in which they are drawn.
    package var wallets: [ChartWallet]
    /// When nothing is known of any wallet.
    package var outages: [Window]

    /// A chart of these wallets; when nothing is known of any follows from when nothing is known of each.
    package init(currency: Currency, stretches: [Stretch], instants: [Instant], wallets: [ChartWallet]) {
        self.currency = currency
        self.stretches = stretches
        self.instants = instants
        self.wallets = wallets
        outages = Window.common(to: wallets.map(\.gaps))
    }

    /// From the beginning of the first stretch to the end of the last.
    package var window: Window {
        Window(
            from: stretches.first?.window.from ?? Instant(seconds: 0), until: stretches.last?.window.until ?? Instant(seconds: 0))
    }
}

/// One wallet in a chart, or several that are drawn as one.
package struct ChartWallet: Hashable, Sendable {
    /// What a stretch's bar stands for.
    package struct Spend: Hashable, Sendable {
        /// Below zero where more came back than went.
        package var amount: Money
        package var isLowerBound: Bool

        package init(amount: Money, isLowerBound: Bool = false) {
            self.amount = amount
            self.isLowerBound = isLowerBound
        }
    }

    /// Money paid in.
    package struct TopUp: Hashable, Sendable {
        package var at: Instant
        package var amount: Money

        package init(at: Instant, amount: Money) {
            self.at = at
            self.amount = amount
        }
    }

    /// Whatever people call it; nothing is expected of it, not even that it can be printed.
    package var name: String
    /// What is printed where the font has nothing for `name`.
    package var plainName: String
    /// At each of the chart's instants; nil before the wallet was opened.
    package var balances: [Money?]
    /// In each of the chart's stretches; nil where nothing is known.
    package var spends: [Spend?]
    package var topUps: [TopUp]
    /// When nothing was known of it: failures, and the time before it was opened.
    package var gaps: [Window]
    /// Of how many wallets it is the sum.
    package var count = 1

    package init(
        name: String, plainName: String, balances: [Money?], spends: [Spend?], topUps: [TopUp] = [], gaps: [Window] = []
    ) {
        self.name = name
        self.plainName = plainName
        self.balances = balances
        self.spends = spends
        self.topUps = topUps
        self.gaps = gaps
    }

    /// The newest balance; nil where none is known.
    package var balance: Money? { balances.last ?? nil }

    /// All that was spent as far as is known; throws `MoneyError.outOfRange`.
    package func spent() throws(MoneyError) -> Money {
        var sum = Money.zero
        for spend in spends { if let spend { sum = try sum + spend.amount } }
        return sum
    }
}
