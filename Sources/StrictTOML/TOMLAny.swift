/// A value of any kind, for what is passed on as it is, such as the body of a request.
package indirect enum TOMLAny: Hashable, Sendable {
    case string(String)
    case int(Int)
    case bool(Bool)
    /// As it was written, without underscores and a leading plus: `1.50`, `-2e3`, `nan`; never a `Double`.
    case float(String)
    case array([TOMLAny])
    /// In the order of the file.
    case table([Member])

    /// A key of a table and its value.
    package struct Member: Hashable, Sendable {
        package let key: String
        package let value: TOMLAny

        package init(key: String, value: TOMLAny) {
            self.key = key
            self.value = value
        }
    }
}

/// What kind of value stands somewhere, in the words of an error message.
package enum TOMLKind: String, Hashable, Sendable, CustomStringConvertible {
    case string = "text"
    case int = "a whole number"
    case bool = "true or false"
    case float = "a number with a point"
    case date = "a date or time"
    case array = "a list"
    case table = "a table"

    package var description: String { rawValue }
}
