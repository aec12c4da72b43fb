import Charts
import Domain
import Testing

/// The rules that hold for every picture, looked at as values and measured in the font that is painted.
@Suite("A chart's layout") struct ChartLayoutTests {
    private typealias Text = (role: Drawing.Role, text: String, place: Rectangle)

    private func drawing(_ situation: ChartSituation) throws -> (drawing: Drawing, texts: [Text]) {
        let (chart, words) = try situation.ranked()
        let ruler = try Ruler()
        let drawing = ChartLayout.drawing(of: chart, words: words, ruler: ruler)
        let texts = drawing.elements.compactMap { element -> Text? in
            guard case .text(let text, let start, let style, _) = element.shape else { return nil }
            let place = Rectangle(
                x: start.x, y: start.y - style.size * 0.74, width: ruler.width(text, style), height: style.size * 0.9)
            return (element.role, text, place)
        }
        return (drawing, texts)
    }

    @Test("cuts off no text and lays none upon another", arguments: ChartSituation.allCases)
    func texts(situation: ChartSituation) throws {
        let (drawing, texts) = try drawing(situation)
        for text in texts {
            #expect(text.place.x >= 0 && text.place.right <= drawing.width, "\(text)")
            #expect(text.place.y >= 0 && text.place.bottom <= drawing.height, "\(text)")
        }
        for (index, left) in texts.enumerated() {
            for right in texts.dropFirst(index + 1) {
                let apart =
                    left.place.right <= right.place.x || right.place.right <= left.place.x || left.place.bottom <= right.place.y
                    || right.place.bottom <= left.place.y
                #expect(apart, "\(left.text) · \(right.text)")
            }
        }
    }

    @Test("keeps every line, bar and band inside the picture", arguments: ChartSituation.allCases)
    func inside(situation: ChartSituation) throws {
        let drawing = try drawing(situation).drawing
        func isInside(_ x: Double, _ y: Double) -> Bool { x >= 0 && x <= drawing.width && y >= 0 && y <= drawing.height }
        for element in drawing.elements {
            switch element.shape {
            case .rectangle(let place, _), .hatching(let place, _):
                #expect(isInside(place.x, place.y) && isInside(place.right, place.bottom) && place.width > 0 && place.height > 0)
            case .line(let points, _, _, _), .polygon(let points, _): #expect(points.allSatisfy { isInside($0.x, $0.y) })
            case .dot(let point, _, _), .text(_, let point, _, _): #expect(isInside(point.x, point.y))
            }
        }
    }

    @Test("makes bars as high as what was spent", arguments: [ChartSituation.week, .quarter, .gaps, .huge])
    func proportions(situation: ChartSituation) throws {
        let (chart, _) = try situation.ranked()
        let heights = bars(try drawing(situation).drawing)
        let spends = try #require(chart.wallets.first).spends.enumerated().compactMap { index, spend in
            spend.map { (index, $0.amount.micros) }
        }
        #expect(Set(heights.keys) == Set(spends.filter { $0.1 != 0 }.map(\.0)))
        let (tallest, most) = (try #require(heights.values.max()), try #require(spends.map(\.1).max()))
        for (index, amount) in spends where amount > most / 100 {
            #expect(abs(try #require(heights[index]) / tallest - Double(amount) / Double(most)) < 0.001)
        }
    }

    private func bars(_ drawing: Drawing) -> [Int: Double] {
        var heights: [Int: Double] = [:]
        for element in drawing.elements {
            guard case .bar(_, let stretch) = element.role, case .rectangle(let place, _) = element.shape else { continue }
            heights[stretch, default: 0] += place.height
        }
        return heights
    }

    @Test("draws no balance where nothing is known, and hatches it")
    func gaps() throws {
        let drawing = try drawing(.gaps).drawing
        let bands = drawing.elements.compactMap { element -> Rectangle? in
            guard case .hatching(let place, _) = element.shape, element.role == .gap else { return nil }
            return place
        }
        // Two gaps of the balance, and two days without any spend.
        #expect(bands.count == 4)
        for element in drawing.elements {
            guard case .line = element.role, case .line(let points, _, _, _) = element.shape else { continue }
            for (left, right) in zip(points, points.dropFirst()) {
                for band in bands.prefix(2) { #expect(right.x <= band.x + 3 || left.x >= band.right - 3) }
            }
        }
        #expect(bars(drawing)[3] == nil && bars(drawing)[4] == nil)
    }

    @Test("marks a lower bound, and says what the signs that it shows mean")
    func lowerBound() throws {
        let texts = try drawing(.gaps).texts
        #expect(texts.contains { $0.role == .barAmount(stretch: 6) && $0.text.hasPrefix("≥") })
        let notes = texts.filter { $0.role == .note }.map { String($0.text.prefix(1)) }
        #expect(notes == ["▨", "≥", "с"])
        #expect(try drawing(.flat).texts.allSatisfy { $0.role != .note })
    }

    @Test("makes the day that is not over paler")
    func partial() throws {
        let opacities = try drawing(.week).drawing.elements.compactMap { element -> Double? in
            guard case .bar = element.role, case .rectangle(_, let colour) = element.shape else { return nil }
            return colour.opacity
        }
        #expect(opacities.count == 7 && opacities.dropLast().allSatisfy { $0 == 1 } && opacities[6] < 0.6)
    }

    @Test("shows eight of fifty wallets and all others as one, whose sum is the whole")
    func fifty() throws {
        let (chart, _) = try ChartSituation.fifty.ranked()
        #expect(chart.wallets.count == 9 && chart.wallets.map(\.count).reduce(0, +) == 50)
        #expect(chart.wallets.last?.name == "остальные (42)")
        let all = try ChartSituation.fifty.scene.chart.wallets
        let sum = { (wallets: [ChartWallet]) in wallets.compactMap(\.balance).reduce(Int64(0)) { $0 + $1.micros } }
        #expect(sum(chart.wallets) == sum(all))
        #expect(try chart.wallets.prefix(8).map { try $0.spent() }.min()! >= all.map { try $0.spent() }.sorted().reversed()[7])
    }

    @Test("names the ninth of nine wallets, since one alone is no rest")
    func nine() throws {
        #expect(try ChartSituation.nine.ranked().chart.wallets.last?.name.hasPrefix("Сеть") == true)
    }

    @Test("prints what it can of a hostile name, on one line")
    func hostile() throws {
        let texts = try drawing(.hostile).texts.filter { $0.role == .legend || $0.role == .title }.map(\.text)
        let scalars = texts.joined().unicodeScalars
        #expect(!scalars.contains { $0 == "\n" || $0 == "\u{202E}" || $0 == "🚀" })
        #expect(texts.contains("plain-name") && texts.contains { $0.hasSuffix("…") })
    }

    @Test("tells outages of all wallets from gaps of one")
    func outages() throws {
        let chart = try ChartSituation.partialGapOfOne.scene.chart
        #expect(chart.outages.map { [$0.from - ChartScene.start, $0.until - ChartScene.start] } == [[25 * 3600, 30 * 3600]])
    }
}
