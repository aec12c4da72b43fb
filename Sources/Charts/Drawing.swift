/// A picture as values: what stands where, in units of half a pixel of a phone; the canvas only paints it.
package struct Drawing: Hashable, Sendable {
    package var width: Double
    package var height: Double
    /// Painted in this order.
    package var elements: [Element]

    /// One thing to paint, and what it is there for.
    package struct Element: Hashable, Sendable {
        package var role: Role
        package var shape: Shape
    }

    /// What an element is there for, so that a test can find it.
    package enum Role: Hashable, Sendable {
        case title, subtitle, heading, legend, note
        case grid, amount, time
        /// When nothing is known.
        case gap
        /// The balance of a wallet, by its place in the chart, and what lies below it.
        case line(Int), area
        case topUp(Int), topUpAmount
        /// A wallet's share of a stretch's bar.
        case bar(wallet: Int, stretch: Int)
        /// The amount, or the mark of a lower bound, beside a bar.
        case barAmount(stretch: Int)
    }

    package enum Shape: Hashable, Sendable {
        case rectangle(Rectangle, Colour)
        case hatching(Rectangle, Colour)
        case line([Point], Colour, width: Double, isDashed: Bool)
        case polygon([Point], Colour)
        case dot(Point, radius: Double, Colour)
        /// Begins at the point, which lies on its base line.
        case text(String, Point, TextStyle, Colour)
    }
}

/// A place; `y` grows downwards.
package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double
}

package struct Rectangle: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    package var right: Double { x + width }
    package var bottom: Double { y + height }
}

/// How a text is set.
package struct TextStyle: Hashable, Sendable {
    package var size: Double
    package var isBold = false

    static let title = TextStyle(size: 28, isBold: true)
    static let heading = TextStyle(size: 18)
    static let figure = TextStyle(size: 23, isBold: true)
    static let axis = TextStyle(size: 17)
    static let note = TextStyle(size: 15)
}
