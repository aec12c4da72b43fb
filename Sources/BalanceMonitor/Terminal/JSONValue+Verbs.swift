import Domain
package import Networks

/// How verbs write JSON: members in the order in which they are named, money as exact decimal strings, instants twice.
extension JSONValue: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(members.map { Member(name: $0.0, value: $0.1) })
    }

    /// A text, or `null` where there is none.
    static func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }

    /// A whole number, or `null`.
    static func number(_ number: (some BinaryInteger)?) -> JSONValue {
        number.map { .number(String($0)) } ?? .null
    }

    /// `"1234.56"`: the shortest exact decimal, as a string so that no reader makes a float of it; or `null`.
    static func money(_ money: Money?) -> JSONValue {
        text(money?.decimalText)
    }

    /// `{"time": "2026-11-22T07:15:00Z", "epoch": 1795331700}`, UTC both; or `null`.
    static func instant(_ instant: Instant?) -> JSONValue {
        guard let instant else { return .null }
        return ["time": .string(instant.rfc3339), "epoch": .number(instant.seconds)]
    }

    /// An array of what `make` makes of each item.
    static func list<Items: Sequence>(_ items: Items, _ make: (Items.Element) -> JSONValue) -> JSONValue {
        .array(items.map(make))
    }

    /// The value with `change` made to every string in it; names of members stay.
    func mapStrings(_ change: (String) -> String) -> JSONValue {
        switch self {
        case .null, .bool, .number: self
        case .string(let text): .string(change(text))
        case .array(let elements): .array(elements.map { $0.mapStrings(change) })
        case .object(let members): .object(members.map { Member(name: $0.name, value: $0.value.mapStrings(change)) })
        }
    }
}
