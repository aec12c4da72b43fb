internal import CJQ

extension JQReader {
    /// Reads a value as libjq holds it, for the caller to free; nil where it is none.
    mutating func jqValue() -> jv? {
        switch byte() {
        case JQTag.null: return jv_null()
        case JQTag.no: return jv_bool(0)
        case JQTag.yes: return jv_bool(1)
        case JQTag.number: return double().map { jv_number($0) }
        case JQTag.string: return jqText()
        case JQTag.array:
            guard let count = count() else { return nil }
            var array = jv_array()
            for _ in 0..<count {
                guard let element = jqValue() else {
                    jv_free(array)
                    return nil
                }
                array = jv_array_append(array, element)
            }
            return array
        case JQTag.object:
            guard let count = count() else { return nil }
            var object = jv_object()
            for _ in 0..<count {
                guard let name = jqText() else {
                    jv_free(object)
                    return nil
                }
                guard let value = jqValue() else {
                    jv_free(name)
                    jv_free(object)
                    return nil
                }
                object = jv_object_set(object, name, value)
            }
            return object
        default: return nil
        }
    }

    private mutating func jqText() -> jv? {
        text { bytes in
            bytes.isEmpty ? jv_string("") : bytes.withMemoryRebound(to: CChar.self) { jv_string_sized($0.baseAddress, Int32($0.count)) }
        }
    }
}

extension JQWriter {
    /// Writes a value of libjq without taking it over; false where it is nested deeper than 100, makes the message longer than `largest`,
    /// or is no value.
    mutating func write(_ value: jv, largest: Int, depth: Int = 0) -> Bool {
        guard depth <= 100, bytes.count <= largest else { return false }
        switch jv_get_kind(value) {
        case JV_KIND_NULL: byte(JQTag.null)
        case JV_KIND_FALSE: byte(JQTag.no)
        case JV_KIND_TRUE: byte(JQTag.yes)
        case JV_KIND_NUMBER:
            byte(JQTag.number)
            double(jv_number_value(value))
        case JV_KIND_STRING:
            byte(JQTag.string)
            text(value)
        case JV_KIND_ARRAY:
            let length = jv_array_length(jv_copy(value))
            byte(JQTag.array)
            number(Int(length))
            for index in 0..<length {
                let element = jv_array_get(jv_copy(value), index)
                defer { jv_free(element) }
                guard write(element, largest: largest, depth: depth + 1) else { return false }
            }
        case JV_KIND_OBJECT:
            byte(JQTag.object)
            number(Int(jv_object_length(jv_copy(value))))
            var place = jv_object_iter(value)
            while jv_object_iter_valid(value, place) != 0 {
                let (name, member) = (jv_object_iter_key(value, place), jv_object_iter_value(value, place))
                defer {
                    jv_free(name)
                    jv_free(member)
                }
                text(name)
                guard write(member, largest: largest, depth: depth + 1) else { return false }
                place = jv_object_iter_next(value, place)
            }
        default: return false
        }
        return bytes.count <= largest
    }

    private mutating func text(_ string: jv) {
        text(UnsafeRawBufferPointer(start: jv_string_value(string), count: Int(jv_string_length_bytes(jv_copy(string)))))
    }
}
