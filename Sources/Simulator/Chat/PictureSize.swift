/// How many pixels a picture has, read from the head of a PNG file.
package struct PictureSize: Hashable, Sendable {
    package let width: Int
    package let height: Int

    /// Nil for whatever is no PNG.
    package init?(png bytes: [UInt8]) {
        guard bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        (width, height) = (number(at: 16), number(at: 20))
    }
}
