extension JSONValue {
    /// The value as JSON text on one line.
    package var text: String {
        var out = ""
        write(to: &out)
        return out
    }

    private func write(to out: inout String) {
        switch self {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .number(let literal): out += literal
        case .string(let string):
            out += "\""
            out += Self.escaped(string)
            out += "\""
        case .array(let elements):
            out += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { out += "," }
                element.write(to: &out)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { out += "," }
                JSONValue.string(member.name).write(to: &out)
                out += ":"
                member.value.write(to: &out)
            }
            out += "}"
        }
    }

    /// The value with every leaf replaced by the name of its kind: what can be shown of an answer that holds a token.
    var shape: String {
        switch self {
        case .null, .bool, .number, .string: kind
        case .array(let elements): "[" + (elements.first.map(\.shape) ?? "") + (elements.count > 1 ? ", …]" : "]")
        case .object(let members): "{" + members.map { "\($0.name): \($0.value.shape)" }.joined(separator: ", ") + "}"
        }
    }

    /// `string` as it stands between the quotes of JSON; `asciiOnly` writes the rest of Unicode as `\u` escapes.
    static func escaped(_ string: String, asciiOnly: Bool = false) -> String {
        var out = ""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || (asciiOnly && scalar.value > 0x7e):
                for unit in String(scalar).utf16 {
                    let hex = String(unit, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                }
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
