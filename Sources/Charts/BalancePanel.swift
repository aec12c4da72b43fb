import Domain

/// The upper half: what wallets held, as steps, with what was paid in.
struct BalancePanel {
    /// What is narrower than this cannot be seen.
    private static let leastGap = 2.0
    /// Room above the plot for the amounts of top-ups.
    private static let strip = 26.0

    let scale: NiceScale

    init(_ chart: Chart) {
        let balances = Self.lines(chart).flatMap { $0.balances.compactMap { $0 } }
        scale = .balances((balances.min() ?? .zero)...(balances.max() ?? .zero), atMost: 5)
    }

    /// A sum of many would dwarf each of the others, so that it has no line, and no mark.
    private static func lines(_ chart: Chart) -> [ChartWallet] { chart.wallets.filter { $0.count == 1 } }

    /// One unbroken line of a wallet.
    private typealias Run = [Point]

    fileprivate func add(to layout: inout ChartLayout, top: Double, height: Double) {
        let (bottom, upper) = (top + height, top + Self.strip)
        let y = { (amount: Money) in bottom - scale.fraction(of: amount) * (bottom - upper) }
        layout.addGrid(scale, y: y)
        for gap in layout.chart.outages {
            let (left, right) = (layout.x(gap.from), layout.x(gap.until))
            guard right - left >= Self.leastGap else { continue }
            layout.add(.gap, .hatching(Rectangle(x: left, y: upper, width: right - left, height: bottom - upper), .gap))
        }
        for (index, wallet) in layout.chart.wallets.enumerated().reversed() where wallet.count == 1 {
            add(wallet, at: index, to: &layout, bottom: min(bottom, max(upper, y(max(scale.lower, .zero)))), y: y)
        }
        addTopUps(to: &layout, base: upper - 14, bottom: bottom, y: y)
    }

    private func add(_ wallet: ChartWallet, at index: Int, to layout: inout ChartLayout, bottom: Double, y: (Money) -> Double) {
        let isSingle = layout.chart.wallets.count == 1
        let colour = layout.colour(of: index, in: .balance)
        var (runs, jumps): ([Run], [Run]) = ([], [])
        var run = Run()
        var isBroken = false
        for (instant, balance) in zip(layout.chart.instants, wallet.balances) {
            guard let balance else { continue }
            let place = Point(x: layout.x(instant), y: y(balance))
            let isInside = wallet.gaps.contains { gap in
                // What a gap that lasts to the end is said to end with is not known either.
                gap.from < instant && (instant < gap.until || instant == layout.chart.instants.last && instant == gap.until)
                    && layout.x(gap.until) - layout.x(gap.from) >= Self.leastGap
            }
            if isInside {
                isBroken = true
                continue
            }
            guard let last = run.last else {
                run = [place]
                continue
            }
            // The last point before a gap is at its beginning, and the first after it at its end.
            let ends = wallet.gaps.contains { gap in
                gap.until == instant && place.x - layout.x(gap.from) >= Self.leastGap && layout.x(gap.from) >= last.x - 0.01
            }
            if isBroken || ends {
                runs.append(run)
                jumps.append([last, Point(x: place.x, y: last.y)])
                (run, isBroken) = ([place], false)
            } else {
                if last.y != place.y { run.append(Point(x: place.x, y: last.y)) }
                if last.y == place.y, run.count > 1, run[run.count - 2].y == place.y { run.removeLast() }
                run.append(place)
            }
        }
        runs.append(run)
        for run in runs {
            guard let first = run.first, let last = run.last else { continue }
            if isSingle, scale.lower <= .zero {
                layout.add(.area, .polygon([Point(x: first.x, y: bottom)] + run + [Point(x: last.x, y: bottom)], colour.faded(0.12)))
            }
            if run.count > 1 { layout.add(.line(index), .line(run, colour, width: isSingle ? 3 : 2.5, isDashed: false)) }
            if run.count == 1 || (isSingle && run == runs.last && !isBroken) {
                layout.add(.line(index), .dot(last, radius: isSingle ? 5 : 4, colour))
            }
        }
        // Hatching says it where a single wallet is shown; beside others its line goes on as a trace of what was known last.
        guard !isSingle else { return }
        for jump in jumps { layout.add(.line(index), .line(jump, colour.faded(0.55), width: 2, isDashed: true)) }
        if isBroken, let last = run.last, let end = layout.chart.instants.last {
            let trace = [last, Point(x: layout.x(end), y: last.y)]
            layout.add(.line(index), .line(trace, colour.faded(0.55), width: 2, isDashed: true))
        }
    }

    /// A triangle for each, and amounts as far as they find room, the largest first.
    private func addTopUps(to layout: inout ChartLayout, base: Double, bottom: Double, y: (Money) -> Double) {
        let isSingle = layout.chart.wallets.count == 1
        let all = layout.chart.wallets.enumerated().flatMap { index, wallet in
            wallet.count == 1 ? wallet.topUps.filter { $0.amount > .zero }.map { (index, $0) } : []
        }
        let isCrowded = all.count > 16
        var taken: [ClosedRange<Double>] = []
        var marks: [Double] = []
        for (index, topUp) in all.sorted(by: { ($1.1.amount, $0.1.at) < ($0.1.amount, $1.1.at) }) {
            let x = layout.x(topUp.at)
            // Marks upon each other are one.
            guard !marks.contains(where: { abs($0 - x) < 15 }) else { continue }
            marks.append(x)
            let colour = isSingle ? Colour.topUp : layout.colour(of: index, in: .topUp)
            let stem = [Point(x: x, y: base + 12), Point(x: x, y: bottom)]
            if !isCrowded { layout.add(.topUp(index), .line(stem, colour.faded(0.45), width: 1.2, isDashed: true)) }
            let triangle = [Point(x: x, y: base - 3), Point(x: x + 7, y: base + 9), Point(x: x - 7, y: base + 9)]
            layout.add(.topUp(index), .polygon(triangle, colour))
            let text = layout.ruler.printable("+" + layout.words.short(topUp.amount, Money(micros: 1_000_000)))
            let width = layout.ruler.width(text, .note)
            let start = x + 12 + width <= layout.plot.right ? x + 11 : x - 11 - width
            let room = start - 4...start + width + 4
            guard start >= layout.plot.left, !taken.contains(where: { $0.overlaps(room) }) else { continue }
            guard !all.contains(where: { room.contains(layout.x($0.1.at)) && abs(layout.x($0.1.at) - x) >= 15 }) else { continue }
            taken.append(room)
            layout.addText(.topUpAmount, text, x: start, base: base + 8, .note, .ink)
        }
    }
}

extension ChartLayout {
    mutating func add(_ panel: BalancePanel, top: Double, height: Double) { panel.add(to: &self, top: top, height: height) }
}
