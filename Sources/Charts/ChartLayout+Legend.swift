import Domain

/// What tells wallets apart, and what signs mean.
extension ChartLayout {
    private static let row = 27.0

    /// Names and balances in two columns; nothing for a single wallet. Returns where the next thing may begin.
    mutating func addLegend(top: Double) -> Double {
        guard chart.wallets.count > 1 else { return top }
        let gap = 28.0
        let column = (Self.width - 2 * Self.margin - gap) / 2
        for (index, wallet) in chart.wallets.enumerated() {
            let x = Self.margin + (index % 2 == 0 ? 0 : column + gap)
            let base = top + Double(index / 2) * Self.row + 20
            let swatch = Rectangle(x: x, y: base - 13, width: 14, height: 14)
            add(.legend, .rectangle(swatch, colour(of: index, in: .balance)))
            let isKnown = !isUnknownAtEnd(wallet)
            let amount = ruler.printable(wallet.balance.map(words.full) ?? words.noData)
            let taken = ruler.width(amount, .heading)
            addText(.legend, amount, x: x + column, base: base, .heading, isKnown ? .ink : .soft, .right)
            let name = ruler.printable(wallet.name, otherwise: ruler.printable(wallet.plainName))
            let fitted = ruler.fitted(name, .heading, within: column - 22 - taken - 14)
            addText(.legend, fitted, x: x + 22, base: base, .heading)
        }
        return top + Double((chart.wallets.count + 1) / 2) * Self.row + 8
    }

    private func isUnknownAtEnd(_ wallet: ChartWallet) -> Bool {
        guard let end = chart.instants.last else { return true }
        return wallet.gaps.contains { $0.from < end && $0.until >= end }
    }

    /// Only of the signs that are there. Returns where the picture ends.
    mutating func addNotes(base: Double, spends: SpendPanel) -> Double {
        var notes = words.notes
        if chart.wallets.contains(where: { $0.count > 1 }) { notes.append(words.restNote) }
        if spends.hasUnknown || elements.contains(where: { $0.role == .gap }) { notes.append(words.gapNote) }
        if chart.wallets.count > 1, chart.wallets.contains(where: { $0.balance != nil && isUnknownAtEnd($0) }) {
            notes.append(words.oldNote)
        }
        if spends.hasLowerBound { notes.append(words.lowerBoundNote) }
        if spends.hasPartial { notes.append(words.partialNote) }
        var (x, base, isFirst) = (Self.margin, base, true)
        for note in notes {
            let limit = Self.width - 2 * Self.margin
            let text = ruler.fitted(ruler.printable(note), .note, within: limit)
            let width = ruler.width(text, .note)
            if !isFirst, x + width > Self.width - Self.margin { (x, base) = (Self.margin, base + 22) }
            addText(.note, text, x: x, base: base, .note, .soft)
            x += width + 22
            isFirst = false
        }
        return base + 18
    }

    /// As many of the stretches' labels as find room, evenly.
    mutating func addTimes(base: Double) {
        let labels = chart.stretches.map { ruler.printable($0.label) }
        guard let widest = labels.map({ ruler.width($0, .axis) }).max() else { return }
        let slot = (plot.right - plot.left) / Double(labels.count)
        let every =
            [1, 2, 3, 4, 5, 6, 7, 10, 12, 14, 21, 24, 28, 30, 60, 90, 120, 180].first { Double($0) * slot >= widest + 12 } ?? labels.count
        // Counted from the end, so that the newest has its label.
        var taken = Double.infinity
        for (index, stretch) in chart.stretches.enumerated().reversed() where (chart.stretches.count - 1 - index) % every == 0 {
            let width = ruler.width(labels[index], .axis)
            let middle = (x(stretch.window.from) + x(stretch.window.until)) / 2
            let start = min(max(middle - width / 2, Self.margin), Self.width - Self.margin - width)
            guard start + width + 10 < taken else { continue }
            taken = start
            addText(.time, labels[index], x: start, base: base, .axis, .soft)
        }
    }
}
