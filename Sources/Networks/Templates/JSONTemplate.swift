/// The JSON body of a request, whose texts may hold placeholders.
///
/// A text that is exactly `{vars.NAME[]}` becomes an array: the variable cut at its commas, spaces around each part dropped.
indirect enum JSONTemplate: Hashable, Sendable {
    /// What is sent as it stands: numbers and booleans.
    case value(JSONValue)
    case text(Template)
    case list(Placeholder)
    case array([JSONTemplate])
    case object([Member])

    struct Member: Hashable, Sendable {
        var name: String
        var value: JSONTemplate
    }

    /// Every placeholder in it, for the check that each has something to stand for.
    var placeholders: [Placeholder] {
        switch self {
        case .value: []
        case .text(let template): template.placeholders
        case .list(let placeholder): [placeholder]
        case .array(let elements): elements.flatMap(\.placeholders)
        case .object(let members): members.flatMap(\.value.placeholders)
        }
    }

    /// The body with every value put in as a JSON string.
    func json(_ values: TemplateValues) throws(TemplateError) -> JSONValue {
        switch self {
        case .value(let value): return value
        case .text(let template): return .string(try template.text(values))
        case .list(let placeholder):
            let parts = try values.value(of: placeholder).split(separator: ",")
            let trimmed = parts.map { $0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed() }
            return .array(trimmed.filter { !$0.isEmpty }.map { .string(String($0)) })
        case .array(let elements):
            var array: [JSONValue] = []
            for element in elements { array.append(try element.json(values)) }
            return .array(array)
        case .object(let members):
            var object: [JSONValue.Member] = []
            for member in members { object.append(.init(name: member.name, value: try member.value.json(values))) }
            return .object(object)
        }
    }
}
