/// A value with its place in a file: what TOMLKit read, joined with where the scanner found it.
struct TOMLNode: Sendable {
    indirect enum Value: Sendable {
        case string(String)
        case int(Int)
        case bool(Bool)
        case float(String)
        /// Files with dates are refused; should one slip through, it passes for nothing else.
        case date
        case array([TOMLNode])
        case table(TOMLNodeTable)
    }

    var position: TOMLPosition
    var value: Value

    var kind: TOMLKind {
        switch value {
        case .string: .string
        case .int: .int
        case .bool: .bool
        case .float: .float
        case .date: .date
        case .array: .array
        case .table: .table
        }
    }

    /// The value without places; nil where a date stands in it, which no other notation has.
    var any: TOMLAny? {
        switch value {
        case .string(let text): return .string(text)
        case .int(let number): return .int(number)
        case .bool(let flag): return .bool(flag)
        case .float(let literal): return .float(literal)
        case .date: return nil
        case .array(let elements):
            let values = elements.compactMap(\.any)
            return values.count == elements.count ? .array(values) : nil
        case .table(let table):
            let members = table.entries.compactMap { entry in entry.node.any.map { TOMLAny.Member(key: entry.key, value: $0) } }
            return members.count == table.entries.count ? .table(members) : nil
        }
    }
}

/// The keys of a table in the order of the file.
struct TOMLNodeTable: Sendable {
    struct Entry: Sendable {
        var key: String
        var node: TOMLNode
    }

    var entries: [Entry]
    /// `{ … }`: one value, which a later file replaces as a whole.
    var isInline: Bool

    subscript(key: String) -> TOMLNode? { entries.first { $0.key == key }?.node }

    /// These keys, with those of `later` over them: tables key by key, arrays of tables one after the other, all else replaced.
    func overlaid(with later: TOMLNodeTable) -> TOMLNodeTable {
        var result = self
        for entry in later.entries {
            guard let index = result.entries.firstIndex(where: { $0.key == entry.key }) else {
                result.entries.append(entry)
                continue
            }
            result.entries[index].node = result.entries[index].node.overlaid(with: entry.node)
        }
        return result
    }
}

extension TOMLNode {
    fileprivate func overlaid(with later: TOMLNode) -> TOMLNode {
        switch (value, later.value) {
        case (.table(let ours), .table(let theirs)) where !ours.isInline && !theirs.isInline:
            TOMLNode(position: later.position, value: .table(ours.overlaid(with: theirs)))
        case (.array(let ours), .array(let theirs)) where Self.areTables(ours) && Self.areTables(theirs):
            TOMLNode(position: position, value: .array(ours + theirs))
        default: later
        }
    }

    private static func areTables(_ elements: [TOMLNode]) -> Bool {
        !elements.isEmpty
            && elements.allSatisfy { if case .table(let table) = $0.value { !table.isInline } else { false } }
    }
}
