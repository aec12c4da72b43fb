/// Walks over the text of a TOML file to learn the line of every key, and stops where the text is plainly no TOML.
///
/// What it lets pass is TOMLKit's to judge. It stops early because TOMLKit's parser ends the process, by an assertion, on some
/// slips (`[}`, `a = [}]`, `a = 1979-05-27 0`), and because its sentences on others are hard to understand.
struct SourceScanner {
    /// The first thing that cannot be, and its line.
    private(set) var fault: (line: Int, message: String)?

    private var cursor: SourceCursor

    init(_ text: String) {
        cursor = SourceCursor(text)
    }

    /// The whole file as one table, as far as there was no fault.
    mutating func scan() -> SourceMap {
        let root = SourceMap(line: 1)
        var table = root
        while fault == nil, let byte = cursor.skipBlank() {
            if byte == UInt8(ascii: "[") {
                table = scanHeader(root)
            } else {
                scanPair(into: table)
            }
            cursor.skipSpaces()
            if let next = cursor.peek, ![10, 13, UInt8(ascii: "#")].contains(next) {
                refuse("something stands behind the end of the line's value or header")
            }
        }
        return root
    }

    // MARK: Tables

    private mutating func scanHeader(_ root: SourceMap) -> SourceMap {
        let start = cursor.line
        cursor.skip()
        let isElement = cursor.take(UInt8(ascii: "["))
        let path = scanPath()
        guard let last = path.last else { return root }
        guard cursor.take(UInt8(ascii: "]")), !isElement || cursor.take(UInt8(ascii: "]")) else {
            refuse("a table's header is not closed by ]")
            return root
        }
        var table = root
        for key in path.dropLast() { table = descend(table, key).newest }
        table = descend(table, last)
        if isElement {
            checkDepth(table)
            return table.append(line: start)
        }
        table.line = start
        return table
    }

    private mutating func scanPair(into table: SourceMap) {
        let start = cursor.line
        let path = scanPath()
        guard !path.isEmpty else { return }
        guard cursor.take(UInt8(ascii: "=")) else { return refuse("a key must be followed by = and a value") }
        var target = table
        for key in path { target = descend(target, key) }
        target.line = start
        cursor.skipSpaces()
        scanValue(into: target)
    }

    private mutating func descend(_ table: SourceMap, _ key: String) -> SourceMap {
        checkDepth(table)
        return table.member(key, line: cursor.line)
    }

    // MARK: Keys

    /// `a."b c".d`; empty, which is a fault then, where a name is missing.
    private mutating func scanPath() -> [String] {
        var path: [String] = []
        repeat {
            cursor.skipSpaces()
            guard let key = scanKey() else {
                refuse("a key or a table's name is missing")
                return []
            }
            path.append(key)
            cursor.skipSpaces()
        } while cursor.take(UInt8(ascii: "."))
        return path
    }

    private mutating func scanKey() -> String? {
        if let quote = cursor.peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { return scanString(quote) }
        let key = cursor.take(while: Self.isBare)
        return key.isEmpty ? nil : key
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    // MARK: Values

    private mutating func scanValue(into target: SourceMap) {
        switch cursor.peek {
        case let quote? where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"): _ = scanString(quote)
        case UInt8(ascii: "["): scanArray(into: target)
        case UInt8(ascii: "{"): scanInlineTable(into: target)
        default:
            let literal = cursor.take { !Self.endsLiteral($0) }
            if let message = BareValue(literal).fault { refuse(message) }
            target.literal = literal
        }
    }

    private mutating func scanString(_ quote: UInt8) -> String {
        let start = cursor.line
        switch cursor.takeString(quote) {
        case .success(let text): return text
        case .failure(let problem):
            refuse(problem.rawValue, line: start)
            return ""
        }
    }

    private mutating func scanArray(into target: SourceMap) {
        checkDepth(target)
        cursor.skip()
        while fault == nil {
            guard cursor.skipBlank() != nil else { return refuse("a list is not closed by ]") }
            if cursor.take(UInt8(ascii: "]")) { return }
            scanValue(into: target.append(line: cursor.line))
            guard let next = cursor.skipBlank(), next == UInt8(ascii: ",") || next == UInt8(ascii: "]") else {
                return refuse("the values of a list must be separated by commas and closed by ]")
            }
            _ = cursor.take(UInt8(ascii: ","))
        }
    }

    private mutating func scanInlineTable(into target: SourceMap) {
        checkDepth(target)
        cursor.skip()
        cursor.skipSpaces()
        if cursor.take(UInt8(ascii: "}")) { return }
        while fault == nil {
            scanPair(into: target)
            cursor.skipSpaces()
            if cursor.take(UInt8(ascii: "}")) { return }
            guard cursor.take(UInt8(ascii: ",")) else {
                return refuse("a table { … } must be closed by } on its line, its values separated by commas")
            }
        }
    }

    private static func endsLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), 0...32: true
        default: false
        }
    }

    // MARK: Faults

    private mutating func refuse(_ message: String, line: Int? = nil) {
        if fault == nil { fault = (line ?? cursor.line, "not valid TOML: \(message)") }
    }

    private mutating func checkDepth(_ table: SourceMap) {
        if table.isDeepest, fault == nil { fault = (cursor.line, "nested more than \(SourceMap.deepest) deep") }
    }
}
