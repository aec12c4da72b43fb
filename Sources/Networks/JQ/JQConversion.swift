internal import CJQ

extension JSONValue {
    /// The value as libjq holds it, for the callee to free; a number becomes the nearest double.
    func jv() -> jv {
        switch self {
        case .null: return jv_null()
        case .bool(let flag): return jv_bool(flag ? 1 : 0)
        case .number(let literal): return jv_number(Double(literal) ?? .nan)
        case .string(let text): return Self.jvString(text)
        case .array(let elements):
            var array = jv_array()
            for element in elements { array = jv_array_append(array, element.jv()) }
            return array
        case .object(let members):
            var object = jv_object()
            for member in members { object = jv_object_set(object, Self.jvString(member.name), member.value.jv()) }
            return object
        }
    }

    private static func jvString(_ text: String) -> jv {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { jv_string_sized($0.baseAddress, Int32($0.count)) }
        }
    }

    /// Reads a value of libjq without taking it over; nil where it is nested deeper than 100, or no value.
    init?(_ value: jv, depth: Int = 0) {
        guard depth <= 100 else { return nil }
        switch jv_get_kind(value) {
        case JV_KIND_NULL: self = .null
        case JV_KIND_FALSE: self = .bool(false)
        case JV_KIND_TRUE: self = .bool(true)
        case JV_KIND_NUMBER: self = .number(Self.shortestText(of: jv_number_value(value)))
        case JV_KIND_STRING: self = .string(Self.text(of: value))
        case JV_KIND_ARRAY:
            var elements: [JSONValue] = []
            for index in 0..<jv_array_length(jv_copy(value)) {
                let element = jv_array_get(jv_copy(value), index)
                defer { jv_free(element) }
                guard let read = JSONValue(element, depth: depth + 1) else { return nil }
                elements.append(read)
            }
            self = .array(elements)
        case JV_KIND_OBJECT:
            var members: [Member] = []
            var place = jv_object_iter(value)
            while jv_object_iter_valid(value, place) != 0 {
                let (name, member) = (jv_object_iter_key(value, place), jv_object_iter_value(value, place))
                defer {
                    jv_free(name)
                    jv_free(member)
                }
                guard let read = JSONValue(member, depth: depth + 1) else { return nil }
                members.append(Member(name: Self.text(of: name), value: read))
                place = jv_object_iter_next(value, place)
            }
            self = .object(members)
        default: return nil
        }
    }

    private static func text(of string: jv) -> String {
        let count = Int(jv_string_length_bytes(jv_copy(string)))
        guard let start = jv_string_value(string) else { return "" }
        return start.withMemoryRebound(to: UInt8.self, capacity: count) {
            String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
        }
    }

    /// The shortest decimal that reads back as `number`; `nan` and `inf`, which are no decimals, stay what they are.
    static func shortestText(of number: Double) -> String {
        if let whole = Int64(exactly: number), whole.magnitude <= 1 << 53 { return String(whole) }
        return number.description
    }
}
