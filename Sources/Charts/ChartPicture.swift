/// Charts as one PNG, a currency beneath the other, at two pixels a unit.
package enum ChartPicture {
    private static let scale = 2.0
    /// Cairo's images end at 32 767 pixels.
    private static let tallest = 32_000

    /// Draws each chart with its words; throws `ChartError`.
    package static func png(of charts: [(chart: Chart, words: ChartWords)]) throws(ChartError) -> [UInt8] {
        let ruler = try Ruler()
        let drawings = charts.map { ChartLayout.drawing(of: $0.chart, words: $0.words, ruler: ruler) }
        let height = drawings.reduce(0) { $0 + $1.height }
        guard Int(height * scale) <= tallest else { throw .tooTall(charts: charts.count) }
        let canvas = try Canvas.blank(
            width: Int(ChartLayout.width * scale), height: Int((height * scale).rounded(.up)), scale: scale)
        var top = 0.0
        for drawing in drawings {
            canvas.paint(drawing, top: top)
            top += drawing.height
        }
        return try canvas.png()
    }
}
