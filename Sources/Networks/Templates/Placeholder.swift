/// One `{…}` of a definition: what it stands for, and what to take where that is not there.
struct Placeholder: Hashable, Sendable {
    /// A value that a placeholder can name.
    enum Source: Hashable, Sendable {
        case secret(String)
        case variable(String)
        /// A value that a login step saved, or one kept from an earlier login.
        case login(String)
        case nowSeconds, nowMilliseconds, nowDate, nowRFC3339
        /// 32 hex digits, other ones in every request.
        case nonce
        case uuid
    }

    /// The first that exists is taken.
    var alternatives: [Source]
    /// `{vars.logins[]}`: the value, cut at its commas, as a JSON array.
    var isList: Bool
    /// As it was written, braces included.
    var source: String

    /// Reads what stands between the braces; nil where that is no placeholder at all, but braces that belong to the text.
    ///
    /// Throws a sentence where it looks like a placeholder and is none.
    init?(_ inside: Substring) throws(TemplateError) {
        guard inside.first?.isLowercase == true, inside.utf8.allSatisfy(Self.isPlaceholderByte) else { return nil }
        source = "{\(inside)}"
        isList = inside.hasSuffix("[]")
        alternatives = []
        for name in (isList ? inside.dropLast(2) : inside).split(separator: "|", omittingEmptySubsequences: false) {
            guard let alternative = Source(name) else {
                throw TemplateError(
                    "\(source) is unknown here; there are {secrets.NAME}, {vars.NAME}, {login.NAME}, {now.s}, {now.ms}, {now.date}, "
                        + "{now.rfc3339}, {nonce} and {uuid}; {{ writes a brace itself")
            }
            alternatives.append(alternative)
        }
    }

    private static func isPlaceholderByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "]"): true
        default: false
        }
    }
}

extension Placeholder.Source {
    fileprivate init?(_ name: Substring) {
        switch name {
        case "now.s": self = .nowSeconds
        case "now.ms": self = .nowMilliseconds
        case "now.date": self = .nowDate
        case "now.rfc3339": self = .nowRFC3339
        case "nonce": self = .nonce
        case "uuid": self = .uuid
        default:
            let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty, !parts[1].contains(where: { ".[]".contains($0) }) else { return nil }
            switch parts[0] {
            case "secrets": self = .secret(String(parts[1]))
            case "vars": self = .variable(String(parts[1]))
            case "login": self = .login(String(parts[1]))
            default: return nil
            }
        }
    }
}

/// What is wrong with a template or with the values for it; never holds a value.
struct TemplateError: Error, Hashable, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
