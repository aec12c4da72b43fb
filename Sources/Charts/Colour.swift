/// A colour of sRGB with its opacity, each from 0 to 1.
package struct Colour: Hashable, Sendable {
    package var red: Double
    package var green: Double
    package var blue: Double
    package var opacity = 1.0

    /// From `0xRRGGBB`.
    init(_ code: UInt32) {
        red = Double(code >> 16 & 0xFF) / 255
        green = Double(code >> 8 & 0xFF) / 255
        blue = Double(code & 0xFF) / 255
    }

    func faded(_ opacity: Double) -> Colour {
        var colour = self
        colour.opacity *= opacity
        return colour
    }

    static let paper = Colour(0xFFFFFF)
    static let ink = Colour(0x1B2430)
    static let soft = Colour(0x66717E)
    static let grid = Colour(0xE4E8EC)
    static let axis = Colour(0x9AA4AF)
    static let gap = Colour(0xC6CDD5)
    static let topUp = Colour(0x1D8A4E)
    static let balance = Colour(0x2468D6)
    static let spend = Colour(0xE8833A)
    static let rest = Colour(0x98A1AB)

    /// Wallets side by side: eight colours that people with a weak sense of red or green can still tell apart, and grey for the rest.
    static func wallet(_ index: Int) -> Colour {
        let codes: [UInt32] = [0x2468D6, 0xE8833A, 0x2BA084, 0xC8456B, 0x8A63D2, 0xC9A227, 0x4FB3E8, 0x7A5C43]
        return codes.indices.contains(index) ? Colour(codes[index]) : .rest
    }
}
