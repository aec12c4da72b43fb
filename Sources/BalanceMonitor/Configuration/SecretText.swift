import Domain

/// A secret as it stands in its place, with what nobody sees there or only thinks to have written.
struct SecretText {
    /// Without invisible characters at its ends.
    let secret: Secret
    /// What was left out: `U+FEFF (a byte order mark) at its beginning`; nil for nothing.
    let leftOut: String?
    /// The first invisible character within the value, which is no part of any key; nil for none.
    let within: String?
    /// Whether the value stands in quotation marks.
    let isQuoted: Bool

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        func isOutside(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || Self.isInvisible(scalar) }
        let start = scalars.firstIndex { !isOutside($0) } ?? scalars.endIndex
        let end = scalars.lastIndex { !isOutside($0) }.map { $0 + 1 } ?? start
        let value = scalars[start..<end]
        var view = String.UnicodeScalarView()
        view.append(contentsOf: value)
        secret = Secret(String(view))
        let before = scalars[..<start].first(where: Self.isInvisible).map { Self.name($0) + " at its beginning" }
        let after = scalars[end...].first(where: Self.isInvisible).map { Self.name($0) + " at its end" }
        leftOut = before ?? after
        within = value.first(where: Self.isInvisible).map(Self.name)
        isQuoted = value.count > 1 && Self.quotes.contains { $0.0 == value.first && $0.1 == value.last }
    }

    private static let quotes: [(Unicode.Scalar, Unicode.Scalar)] = [
        ("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("„", "“"), ("‘", "’"), ("«", "»"),
    ]

    /// A format character, or white space that a key cannot hold: an editor shows neither, or shows it as a space.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .lineSeparator, .paragraphSeparator: true
        case .spaceSeparator: scalar != " "
        // The blanks that count as letters, and what only changes how a neighbour looks.
        default: [0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0].contains(scalar.value) || (0xFE00...0xFE0F).contains(scalar.value)
        }
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let known: [UInt32: String] = [
            0xFEFF: "a byte order mark", 0x200B: "a zero-width space", 0x2060: "a word joiner", 0xA0: "a no-break space",
            0x200C: "a zero-width non-joiner", 0x200D: "a zero-width joiner", 0x00AD: "a soft hyphen",
        ]
        return code + " (" + (known[scalar.value] ?? "an invisible character") + ")"
    }
}
