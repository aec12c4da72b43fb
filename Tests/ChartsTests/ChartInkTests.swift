import CCairo
import Charts
import Testing

/// The picture itself, read back: whether what the layout says is really there, and nothing else at the edges.
@Suite("The ink of a chart") struct ChartInkTests {
    private static let scale = 2.0
    private static let paper = (red: 255, green: 255, blue: 255)

    @Test("is 1600 pixels wide, as high as its layout, and leaves the edges white", arguments: ChartSituation.allCases)
    func size(situation: ChartSituation) throws {
        let (drawing, pixels) = try painted(situation)
        #expect(pixels.width == 1600 && pixels.height == Int((drawing.height * Self.scale).rounded(.up)))
        let edges = [
            Rectangle(x: 0, y: 0, width: drawing.width, height: 2), Rectangle(x: 0, y: drawing.height - 2, width: drawing.width, height: 2),
            Rectangle(x: 0, y: 0, width: 2, height: drawing.height),
            Rectangle(x: drawing.width - 2, y: 0, width: 2, height: drawing.height),
        ]
        for edge in edges { #expect(pixels.share(of: edge) { $0 == Self.paper } == 1, "\(edge)") }
    }

    @Test("fills each bar with its colour", arguments: ChartSituation.allCases)
    func bars(situation: ChartSituation) throws {
        let (drawing, pixels) = try painted(situation)
        for element in drawing.elements {
            guard case .bar = element.role, case .rectangle(let place, let colour) = element.shape else { continue }
            // Thinner ones are all edge.
            guard place.width >= 3, place.height >= 3 else { continue }
            let inner = Rectangle(x: place.x + 1, y: place.y + 1, width: place.width - 2, height: place.height - 2)
            let share = pixels.share(of: inner) { pixel in
                zip([pixel.red, pixel.green, pixel.blue], [colour.red, colour.green, colour.blue]).allSatisfy { seen, meant in
                    abs(Double(seen) / 255 - (meant * colour.opacity + 1 - colour.opacity)) < 0.15
                }
            }
            #expect(share > 0.75, "\(element.role) \(place)")
        }
    }

    @Test("is under every text, and does not reach beyond its line", arguments: ChartSituation.allCases)
    func texts(situation: ChartSituation) throws {
        let (drawing, pixels) = try painted(situation)
        let ruler = try Ruler()
        for element in drawing.elements {
            guard case .text(let text, let start, let style, _) = element.shape, text.contains(where: { !$0.isWhitespace }) else {
                continue
            }
            let width = ruler.width(text, style)
            let body = Rectangle(x: start.x, y: start.y - style.size * 0.76, width: width, height: style.size * 0.78)
            let share = pixels.share(of: body) { $0 != Self.paper }
            #expect(share > 0.05 && share < 0.95, "\(text): \(share)")
        }
    }

    @Test("hatches what is not known, and only that")
    func gaps() throws {
        let (drawing, pixels) = try painted(.gaps)
        var bands = 0
        for element in drawing.elements where element.role == .gap {
            guard case .hatching(let place, _) = element.shape else { continue }
            bands += 1
            #expect(pixels.share(of: place) { $0 != Self.paper } > 0.95, "\(place)")
        }
        #expect(bands > 0)
    }

    private func painted(_ situation: ChartSituation) throws -> (drawing: Drawing, pixels: Pixels) {
        let (chart, words) = try situation.ranked()
        let drawing = ChartLayout.drawing(of: chart, words: words, ruler: try Ruler())
        return (drawing, try Pixels(png: ChartPicture.png(of: [(chart, words)])))
    }

    /// A PNG file read back into its pixels.
    private struct Pixels {
        typealias Pixel = (red: Int, green: Int, blue: Int)

        let width: Int
        let height: Int
        private let words: [UInt32]

        init(png bytes: [UInt8]) throws {
            var rest = bytes[...]
            let surface = withUnsafeMutablePointer(to: &rest) { rest in
                cairo_image_surface_create_from_png_stream(
                    { closure, data, count in
                        guard let rest = closure?.assumingMemoryBound(to: ArraySlice<UInt8>.self), let data,
                            rest.pointee.count >= Int(count)
                        else { return CAIRO_STATUS_READ_ERROR }
                        for (index, byte) in rest.pointee.prefix(Int(count)).enumerated() { data[index] = byte }
                        rest.pointee = rest.pointee.dropFirst(Int(count))
                        return CAIRO_STATUS_SUCCESS
                    }, rest)
            }
            defer { cairo_surface_destroy(surface) }
            try #require(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
            let data = try #require(cairo_image_surface_get_data(surface))
            let (width, height) = (Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface)))
            let stride = Int(cairo_image_surface_get_stride(surface)) / 4
            words = UnsafeRawBufferPointer(start: data, count: stride * 4 * height).withMemoryRebound(to: UInt32.self) { rows in
                (0..<height).flatMap { row in rows[row * stride..<row * stride + width] }
            }
            (self.width, self.height) = (width, height)
        }

        /// How many of the pixels of a place, in the layout's units, are of a kind; from 0 to 1.
        func share(of place: Rectangle, where isOfKind: (Pixel) -> Bool) -> Double {
            let columns = clamped(place.x, place.right, to: width)
            let rows = clamped(place.y, place.bottom, to: height)
            var count = 0
            for row in rows {
                for column in columns {
                    let word = words[row * width + column]
                    if isOfKind((Int(word >> 16 & 0xFF), Int(word >> 8 & 0xFF), Int(word & 0xFF))) { count += 1 }
                }
            }
            return Double(count) / Double(max(1, rows.count * columns.count))
        }

        private func clamped(_ from: Double, _ until: Double, to end: Int) -> Range<Int> {
            let lower = min(end, max(0, Int((from * scale).rounded(.up))))
            return lower..<max(lower, min(end, Int((until * scale).rounded(.down))))
        }
    }
}
