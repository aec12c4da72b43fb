package import Domain

/// What a chart says, in the reader's language; the layout only finds places for it.
package struct ChartWords: Sendable {
    package var title: String
    /// The days that are shown and the zone.
    package var subtitle: String
    /// «Остаток», its amount, and how old it is if it is.
    package var balance: Heading
    /// «Списания по дням», their sum.
    package var spend: Heading
    /// «пополнено 500,00 $»; nil without any.
    package var topUps: String?
    /// What hatching means.
    package var gapNote: String
    /// What «≥» means.
    package var lowerBoundNote: String
    /// What a pale bar means.
    package var partialNote: String
    /// That those who are drawn as one have no line.
    package var restNote: String
    /// What a grey balance means.
    package var oldNote: String
    /// Said in any case.
    package var notes: [String]
    /// An amount in few characters; the step of the axis says how many decimals it needs.
    package var short: @Sendable (_ amount: Money, _ step: Money) -> String
    /// An amount with its currency.
    package var full: @Sendable (Money) -> String
    /// In place of the balance of a wallet that is gone.
    package var noData: String

    /// What stands above a panel.
    package struct Heading: Hashable, Sendable {
        package var name: String
        package var amount: String
        package var note: String?

        package init(name: String, amount: String, note: String? = nil) {
            self.name = name
            self.amount = amount
            self.note = note
        }
    }

    package init(
        title: String, subtitle: String, balance: Heading, spend: Heading, topUps: String?, gapNote: String, lowerBoundNote: String,
        partialNote: String, restNote: String, oldNote: String, notes: [String], noData: String,
        short: @escaping @Sendable (_ amount: Money, _ step: Money) -> String,
        full: @escaping @Sendable (Money) -> String
    ) {
        self.title = title
        self.subtitle = subtitle
        self.balance = balance
        self.spend = spend
        self.topUps = topUps
        self.gapNote = gapNote
        self.lowerBoundNote = lowerBoundNote
        self.partialNote = partialNote
        self.restNote = restNote
        self.oldNote = oldNote
        self.notes = notes
        self.noData = noData
        self.short = short
        self.full = full
    }
}
