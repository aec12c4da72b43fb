import Domain

/// Finds a place for everything that a chart shows; decides, paints nothing.
package struct ChartLayout {
    static let width = 800.0
    static let margin = 24.0

    let chart: Chart
    let words: ChartWords
    let ruler: Ruler
    /// The part of the width in which time runs.
    private(set) var plot = (left: 0.0, right: width - margin)
    var elements: [Drawing.Element] = []

    /// `chart` is ranked already: every wallet in it is drawn.
    package static func drawing(of chart: Chart, words: ChartWords, ruler: Ruler) -> Drawing {
        var layout = ChartLayout(chart: chart, words: words, ruler: ruler)
        return layout.drawing()
    }

    private init(chart: Chart, words: ChartWords, ruler: Ruler) {
        self.chart = chart
        self.words = words
        self.ruler = ruler
    }

    /// From top to bottom; what a picture has more of makes it taller, so that nothing is ever squeezed.
    private mutating func drawing() -> Drawing {
        let balances = BalancePanel(chart)
        let spends = SpendPanel(chart)
        let labels = [balances.scale, spends.scale].flatMap { scale in scale.ticks.map { words.short($0, scale.step) } }
        plot.left = Self.margin + (labels.map { ruler.width($0, .axis) }.max() ?? 0) + 10
        addTitle(base: 46)
        var y = addLegend(top: 62)
        addHeading(words.balance, base: y + 26, trailing: words.topUps)
        add(balances, top: y + 38, height: 196)
        y += 38 + 196
        addHeading(words.spend, base: y + 38, trailing: nil)
        add(spends, top: y + 48, height: 124)
        y += 48 + 124
        addTimes(base: y + 24)
        y = addNotes(base: y + 54, spends: spends)
        return Drawing(width: Self.width, height: max(500, y), elements: elements)
    }

    /// The horizontal place of an instant: here seconds become a pixel.
    func x(_ instant: Instant) -> Double {
        let window = chart.window
        let inside = min(max(instant, window.from), window.until)
        return plot.left + Double(inside - window.from) / Double(max(window.seconds, 1)) * (plot.right - plot.left)
    }

    func colour(of wallet: Int, in single: Colour) -> Colour {
        if chart.wallets.count == 1 { return single }
        return wallet < Chart.mostWallets ? .wallet(wallet) : .rest
    }

    mutating func add(_ role: Drawing.Role, _ shape: Drawing.Shape) {
        elements.append(Drawing.Element(role: role, shape: shape))
    }

    /// Where a text's beginning stands relative to its place.
    enum Alignment { case left, centre, right }

    mutating func addText(
        _ role: Drawing.Role, _ text: String, x: Double, base: Double, _ style: TextStyle, _ colour: Colour = .ink,
        _ alignment: Alignment = .left
    ) {
        let width = alignment == .left ? 0 : ruler.width(text, style)
        let start = alignment == .left ? x : alignment == .right ? x - width : x - width / 2
        add(role, .text(text, Point(x: start, y: base), style, colour))
    }

    private mutating func addTitle(base: Double) {
        let subtitle = ruler.printable(words.subtitle)
        let taken = ruler.width(subtitle, .heading)
        addText(.subtitle, subtitle, x: Self.width - Self.margin, base: base, .heading, .soft, .right)
        let title = ruler.fitted(ruler.printable(words.title), .title, within: Self.width - 2 * Self.margin - taken - 20)
        addText(.title, title, x: Self.margin, base: base, .title)
    }

    private mutating func addHeading(_ heading: ChartWords.Heading, base: Double, trailing: String?) {
        var x = Self.margin
        for (text, style, colour) in [
            (heading.name, TextStyle.heading, Colour.soft), (heading.amount, .figure, .ink), (heading.note ?? "", .note, .soft),
        ] where !text.isEmpty {
            let text = ruler.fitted(ruler.printable(text), style, within: Self.width - Self.margin - x)
            addText(.heading, text, x: x, base: base, style, colour)
            x += ruler.width(text, style) + 10
        }
        guard let trailing = trailing.map({ ruler.printable($0) }) else { return }
        guard x + 14 + ruler.width(trailing, .heading) < Self.width - Self.margin else { return }
        addText(.heading, trailing, x: Self.width - Self.margin, base: base, .heading, .topUp, .right)
    }

    /// A grid line with its amount for each round step.
    mutating func addGrid(_ scale: NiceScale, y: (Money) -> Double) {
        for tick in scale.ticks {
            let line = [Point(x: plot.left, y: y(tick)), Point(x: plot.right, y: y(tick))]
            let isZero = tick == .zero
            add(.grid, .line(line, isZero ? .axis : .grid, width: isZero ? 1.5 : 1, isDashed: false))
            addText(.amount, words.short(tick, scale.step), x: plot.left - 10, base: y(tick) + 6, .axis, .soft, .right)
        }
    }
}
