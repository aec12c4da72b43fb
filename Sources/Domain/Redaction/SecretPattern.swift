/// Finds one form of a secret in a text, whichever way each of its bytes is written there (`SecretDecodings`), a line end between two of
/// them or not.
struct SecretPattern: Hashable {
    /// Which bytes of a text count as the same.
    enum Alphabet: Hashable {
        case bytes
        /// Hexadecimal digits in either case.
        case hex
        /// Base64 with `+` and `/`, or with `-` and `_` (RFC 4648, sections 4 and 5).
        case base64
    }

    /// What is looked for; not empty.
    let bytes: [UInt8]
    var alphabet = Alphabet.bytes
    /// Whether the last digit that is partly of the secret's may follow, and padding.
    var hasLooseEnd = false

    /// Ways that no writer of a secret takes need not be followed to their end.
    private static let mostTries = 200_000

    /// The bytes with which a match can begin.
    var firstBytes: [UInt8] {
        switch (alphabet, bytes[0]) {
        case (.hex, UInt8(ascii: "a")...UInt8(ascii: "f")): [bytes[0], bytes[0] - 0x20]
        case (.base64, UInt8(ascii: "+")), (.base64, UInt8(ascii: "/")): [bytes[0], bytes[0] == UInt8(ascii: "+") ? 0x2D : 0x5F]
        default: [bytes[0]]
        }
    }

    /// Every form of `secret` whose bytes are not the secret's own: as it is, without its percent-encoding, in base64 behind 0, 1 or 2 other
    /// bytes, and in hexadecimal.
    ///
    /// Of less than 4 bytes the encoded forms are too short to be told from other texts; only the whole in base64 is looked for.
    static func all(of secret: String) -> [SecretPattern] {
        let bytes = Array(secret.utf8)
        guard !bytes.isEmpty else { return [] }
        let decoded = percentDecoded(bytes)
        return forms(of: bytes) + (decoded == bytes || decoded.count < 4 ? [] : forms(of: decoded))
    }

    private static func forms(of bytes: [UInt8]) -> [SecretPattern] {
        var forms = [SecretPattern(bytes: bytes), SecretPattern(bytes: Base64.digits(of: bytes, isPadded: true), alphabet: .base64)]
        guard bytes.count >= 4 else { return forms }
        for before in 0..<3 {
            let digits = Base64.digits(of: Array(repeating: 0, count: before) + bytes, isPadded: false)
            let isWhole = (before + bytes.count) % 3 == 0
            // The digit on either border holds bits of a neighbour.
            let own = digits.dropFirst(before == 0 ? 0 : before + 1).dropLast(isWhole ? 0 : 1)
            forms.append(SecretPattern(bytes: Array(own), alphabet: .base64, hasLooseEnd: !isWhole))
        }
        let digits = Array("0123456789abcdef".utf8)
        forms.append(SecretPattern(bytes: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, alphabet: .hex))
        return forms
    }

    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            let value = byte == UInt8(ascii: "%") ? SecretDecodings.hex(rest.dropFirst(), count: 2) : nil
            out.append(value.map { UInt8($0) } ?? byte)
            rest = rest.dropFirst(value == nil ? 1 : 3)
        }
        return out
    }

    /// Where the secret that begins at `start` ends; nil where none begins.
    ///
    /// Three bytes of it before `...` or `…` count as the secret, cut off; with `isCut` the text's own end counts as well.
    ///
    /// `failed` holds what was tried in this text before, from any start, and led nowhere.
    func match(in text: [UInt8], at start: Int, isCut: Bool = false, failed: inout Set<Int>) -> Int? {
        guard let end = end(text, start, matched: 0, isCut: isCut, &failed) else { return nil }
        // Its places did lead somewhere.
        failed = []
        guard hasLooseEnd else { return end }
        var after = end
        if after < text.count, Base64.isDigit(text[after]) { after += 1 }
        while after < text.count, text[after] == UInt8(ascii: "=") { after += 1 }
        return after
    }

    /// A text of nothing but escapes could be read in very many ways, and a place with so many bytes matched leads to the same end whichever
    /// way led to it: each is tried once.
    private func end(_ text: [UInt8], _ start: Int, matched: Int, isCut: Bool, _ failed: inout Set<Int>) -> Int? {
        var (place, matched) = (start, matched)
        while matched < bytes.count {
            guard failed.count < Self.mostTries, failed.insert(place * (bytes.count + 1) + matched).inserted else { return nil }
            guard place < text.count else { return isCut && matched >= 3 ? place : nil }
            for decoding in SecretDecodings.all(text[place...]) {
                let after = place + decoding.length
                if starts(with: decoding.bytes, from: matched),
                    let end = end(text, after, matched: matched + decoding.bytes.count, isCut: isCut, &failed)
                {
                    return end
                }
                // The line end of a text that was broken in two, however it is written.
                if matched > 0, decoding.isLineEnd, let end = end(text, after, matched: matched, isCut: isCut, &failed) { return end }
            }
            guard isSame(text[place], bytes[matched]) else {
                if matched > 0, let next = Self.afterLineEnd(text, place) {
                    place = next
                    continue
                }
                return matched >= 3 && Self.isCutOff(text[place...]) ? place : nil
            }
            (place, matched) = (place + 1, matched + 1)
        }
        return place
    }

    private func starts(with decoded: [UInt8], from matched: Int) -> Bool {
        guard decoded.count <= bytes.count - matched else { return false }
        return zip(decoded, bytes[matched...]).allSatisfy { isSame($0, $1) }
    }

    private func isSame(_ byte: UInt8, _ own: UInt8) -> Bool {
        if byte == own { return true }
        switch alphabet {
        case .bytes: return false
        case .hex: return (0x41...0x46).contains(byte) && byte + 0x20 == own
        case .base64: return byte == UInt8(ascii: "-") && own == UInt8(ascii: "+") || byte == UInt8(ascii: "_") && own == UInt8(ascii: "/")
        }
    }

    /// Behind line ends at `place` and the indentation of the next line; nil where there is no line end.
    private static func afterLineEnd(_ text: [UInt8], _ place: Int) -> Int? {
        var next = place
        while next < text.count, text[next] == 0x0A || text[next] == 0x0D { next += 1 }
        guard next > place else { return nil }
        while next < text.count, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
        return next
    }

    private static func isCutOff(_ rest: ArraySlice<UInt8>) -> Bool {
        let dots = rest.drop { $0 == UInt8(ascii: "\\") }
        return dots.starts(with: [0x2E, 0x2E, 0x2E]) || dots.starts(with: Array("…".utf8))
    }
}

/// Base64 of RFC 4648.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The digits of `bytes`, with `=` up to a multiple of four where `isPadded`.
    package static func digits(of bytes: [UInt8], isPadded: Bool) -> [UInt8] {
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                if place <= group.count {
                    out.append(alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63])
                } else if isPadded {
                    out.append(UInt8(ascii: "="))
                }
            }
        }
        return out
    }

    static func isDigit(_ byte: UInt8) -> Bool { alphabet.contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") }
}
