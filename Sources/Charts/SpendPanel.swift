import Domain

/// The lower half: what was spent in each stretch, wallets upon each other.
struct SpendPanel {
    /// Room above the plot for amounts.
    private static let strip = 22.0
    /// What a wallet's share of a bar reaches from and to; above zero, or below it where more came back.
    struct Piece {
        var wallet: Int
        var from: Money
        var to: Money
    }

    /// One stretch's bar.
    struct Bar {
        var pieces: [Piece] = []
        /// The sum; nil where nothing is known of any wallet.
        var amount: Money?
        var isLowerBound = false
        var top: Money { pieces.map(\.to).max().map { max($0, .zero) } ?? .zero }
        var bottom: Money { pieces.map(\.to).min().map { min($0, .zero) } ?? .zero }
    }

    let scale: NiceScale
    private let bars: [Bar]
    let hasPartial: Bool
    /// Whether nothing is known of a stretch that has begun.
    let hasUnknown: Bool

    var hasLowerBound: Bool { bars.contains(where: \.isLowerBound) }

    init(_ chart: Chart) {
        bars = chart.stretches.indices.map { Self.bar(chart.wallets, stretch: $0) }
        scale = NiceScale(holding: (bars.map(\.bottom).min() ?? .zero)...(bars.map(\.top).max() ?? .zero), atMost: 3)
        hasPartial = zip(bars, chart.stretches).contains { $0.amount ?? .zero != .zero && $1.isPartial }
        hasUnknown = zip(bars, chart.stretches).contains { $0.amount == nil && Self.hasBegun($1, chart) }
    }

    private static func hasBegun(_ stretch: Chart.Stretch, _ chart: Chart) -> Bool {
        chart.instants.last.map { stretch.window.from < $0 } ?? false
    }

    /// Sums that do not fit are cut off at the end of what an amount can be.
    private static func bar(_ wallets: [ChartWallet], stretch: Int) -> Bar {
        var bar = Bar()
        var (up, down, sum) = (Int128(0), Int128(0), Int128(0))
        for (index, wallet) in wallets.enumerated() {
            guard wallet.spends.indices.contains(stretch), let spend = wallet.spends[stretch] else { continue }
            let amount = Int128(spend.amount.micros)
            let from = amount < 0 ? down : up
            if amount < 0 { down += amount } else { up += amount }
            sum += amount
            bar.isLowerBound = bar.isLowerBound || spend.isLowerBound
            bar.amount = Money(micros: Int64(clamping: sum))
            guard amount != 0 else { continue }
            bar.pieces.append(
                Piece(wallet: index, from: Money(micros: Int64(clamping: from)), to: Money(micros: Int64(clamping: from + amount))))
        }
        return bar
    }

    fileprivate func add(to layout: inout ChartLayout, top: Double, height: Double) {
        let (bottom, upper) = (top + height, top + Self.strip)
        let y = { (amount: Money) in bottom - scale.fraction(of: amount) * (bottom - upper) }
        layout.addGrid(scale, y: y)
        let showsAmounts = fitsAmounts(layout)
        var markedUntil = -Double.infinity
        for (index, (bar, stretch)) in zip(bars, layout.chart.stretches).enumerated() {
            let (left, right) = (layout.x(stretch.window.from), layout.x(stretch.window.until))
            let slot = Rectangle(x: left, y: upper, width: right - left, height: bottom - upper)
            if bar.amount == nil, Self.hasBegun(stretch, layout.chart) { layout.add(.gap, .hatching(slot, .gap)) }
            let width = min(slot.width * (slot.width < 6 ? 0.8 : 0.68), 64)
            for piece in bar.pieces {
                let ends = [y(piece.from), y(piece.to)].sorted()
                let colour = layout.colour(of: piece.wallet, in: .spend).faded(stretch.isPartial ? 0.45 : 1)
                let place = Rectangle(x: left + (slot.width - width) / 2, y: ends[0], width: width, height: max(ends[1] - ends[0], 1))
                layout.add(.bar(wallet: piece.wallet, stretch: index), .rectangle(place, colour))
            }
            let text = amountText(bar, layout, showsAmounts)
            let needed = layout.ruler.width(text, .note)
            guard !text.isEmpty, left + (slot.width - needed) / 2 > markedUntil else { continue }
            let start = min(max(left + (slot.width - needed) / 2, layout.plot.left), layout.plot.right - needed)
            // No line of the grid runs through an amount.
            let room = Rectangle(x: start - 2, y: y(bar.top) - 18, width: needed + 4, height: 16)
            layout.add(.barAmount(stretch: index), .rectangle(room, Colour.paper))
            layout.addText(.barAmount(stretch: index), text, x: start, base: y(bar.top) - 5, .note, .ink)
            markedUntil = start + needed + 2
        }
    }

    /// With few bars each says how much; with many only what is a lower bound is marked.
    private func amountText(_ bar: Bar, _ layout: ChartLayout, _ showsAmounts: Bool) -> String {
        guard let amount = bar.amount else { return "" }
        let mark = bar.isLowerBound ? "≥" : ""
        return showsAmounts && amount != .zero ? mark + layout.words.short(amount, label(scale.step)) : mark
    }

    private func fitsAmounts(_ layout: ChartLayout) -> Bool {
        let slot = (layout.plot.right - layout.plot.left) / Double(max(bars.count, 1))
        return bars.allSatisfy { bar in
            guard let amount = bar.amount, amount != .zero else { return true }
            let text = (bar.isLowerBound ? "≥" : "") + layout.words.short(amount, label(scale.step))
            return layout.ruler.width(text, .note) + 6 <= slot
        }
    }

    /// Amounts are written a digit more exactly than the axis.
    private func label(_ step: Money) -> Money { Money(micros: max(step.micros / 20, 1)) }
}

extension ChartLayout {
    mutating func add(_ panel: SpendPanel, top: Double, height: Double) { panel.add(to: &self, top: top, height: height) }
}
