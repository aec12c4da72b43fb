/// Walks over the text of a TOML file to learn the line of every key; it judges nothing and never fails.
///
/// Text that is not TOML yields some map or other: TOMLKit is the judge of that.
struct SourceScanner {
    /// Where tables or values are nested deeper than `SourceMap.deepest`.
    private(set) var tooDeepLine: Int?
    /// Where a table's name or an element is missing, as in `[}` and `a = [}]`: TOMLKit's parser would end the process (an assertion).
    private(set) var broken: (line: Int, message: String)?
    /// Where a text contains `\u0000`, which TOMLKit would take for the text's end.
    var nulLine: Int? { cursor.nulLine }

    private var cursor: SourceCursor

    init(_ text: String) {
        cursor = SourceCursor(text)
    }

    /// The whole file as one table.
    mutating func scan() -> SourceMap {
        let root = SourceMap(line: 1)
        var table = root
        while let byte = cursor.skipBlank() {
            if byte == UInt8(ascii: "[") {
                table = scanHeader(root)
            } else {
                scanPair(into: table)
            }
            // What TOML allows behind it is a comment; behind anything else the next line starts afresh.
            cursor.skipLine()
        }
        return root
    }

    // MARK: Tables

    private mutating func scanHeader(_ root: SourceMap) -> SourceMap {
        let start = cursor.line
        cursor.skip()
        let isElement = cursor.take(UInt8(ascii: "["))
        let path = scanPath()
        var table = root
        for key in path.dropLast() { table = descend(table, key).newest }
        guard let last = path.last else {
            noteBroken("a table's name is missing behind [")
            return table
        }
        table = descend(table, last)
        if isElement {
            noteDepth(table)
            return table.append(line: start)
        }
        table.line = start
        return table
    }

    private mutating func scanPair(into table: SourceMap) {
        let start = cursor.line
        let path = scanPath()
        guard !path.isEmpty, cursor.take(UInt8(ascii: "=")) else { return }
        var target = table
        for key in path { target = descend(target, key) }
        target.line = start
        cursor.skipSpaces()
        scanValue(into: target)
    }

    private mutating func descend(_ table: SourceMap, _ key: String) -> SourceMap {
        noteDepth(table)
        return table.member(key, line: cursor.line)
    }

    private mutating func noteBroken(_ message: String) {
        if broken == nil { broken = (cursor.line, message) }
    }

    private mutating func noteDepth(_ table: SourceMap) {
        if table.isDeepest, tooDeepLine == nil { tooDeepLine = cursor.line }
    }

    // MARK: Keys

    /// `a."b c".d`, up to the first thing that is no part of it.
    private mutating func scanPath() -> [String] {
        var path: [String] = []
        repeat {
            cursor.skipSpaces()
            guard let key = scanKey() else { break }
            path.append(key)
            cursor.skipSpaces()
        } while cursor.take(UInt8(ascii: "."))
        return path
    }

    private mutating func scanKey() -> String? {
        if let quote = cursor.peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            return cursor.takeString(quote)
        }
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
        guard let byte = cursor.peek else { return }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = cursor.takeString(byte)
        case UInt8(ascii: "["): scanArray(into: target)
        case UInt8(ascii: "{"): scanInlineTable(into: target)
        default: scanLiteral(into: target)
        }
    }

    private mutating func scanArray(into target: SourceMap) {
        noteDepth(target)
        cursor.skip()
        while tooDeepLine == nil, let byte = cursor.skipBlank() {
            if cursor.take(UInt8(ascii: "]")) { return }
            let before = cursor.index
            if Self.beginsValue(byte) {
                scanValue(into: target.append(line: cursor.line))
            } else if byte != UInt8(ascii: ",") {
                noteBroken("a list has something in it that is no value")
            }
            // A byte that no value takes, such as the comma, is stepped over: every turn makes progress.
            if cursor.index == before { cursor.skip() }
        }
    }

    private mutating func scanInlineTable(into target: SourceMap) {
        noteDepth(target)
        cursor.skip()
        while tooDeepLine == nil, cursor.skipBlank() != nil {
            if cursor.take(UInt8(ascii: "}")) { return }
            let before = cursor.index
            scanPair(into: target)
            if cursor.index == before { cursor.skip() }
        }
    }

    private mutating func scanLiteral(into target: SourceMap) {
        target.literal = cursor.take { !Self.endsLiteral($0) }
        // The time of `1979-05-27 07:32:00`.
        cursor.skipSpaces()
        _ = cursor.take { !Self.endsLiteral($0) }
    }

    private static func beginsValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: isBare(byte)
        }
    }

    private static func endsLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), 0...32: true
        default: false
        }
    }
}
