import TOMLKit

/// Turns TOMLKit's objects, which live on C++ memory, into plain values with places.
struct TOMLTree {
    let file: String

    func node(_ value: any TOMLValueConvertible, _ map: SourceMap?) -> TOMLNode {
        TOMLNode(position: TOMLPosition(file: file, line: map?.line), value: self.value(value, map))
    }

    private func value(_ value: any TOMLValueConvertible, _ map: SourceMap?) -> TOMLNode.Value {
        switch value.type {
        case .string: .string(value.string ?? "")
        case .int: .int(value.int ?? 0)
        case .bool: .bool(value.bool ?? false)
        case .double: .float(Self.float(map?.literal) ?? value.double.map { "\($0)" } ?? "nan")
        case .date, .time, .dateTime: .date
        case .array: .array(value.array.map { elements($0, map) } ?? [])
        case .table: .table(value.table.map { table($0, map) } ?? TOMLNodeTable(entries: [], isInline: true))
        }
    }

    private func elements(_ array: TOMLArray, _ map: SourceMap?) -> [TOMLNode] {
        (0..<array.count).map { index in
            node(array[index], map.flatMap { $0.elements.indices.contains(index) ? $0.elements[index] : nil } ?? map)
        }
    }

    private func table(_ table: TOMLTable, _ map: SourceMap?) -> TOMLNodeTable {
        // TOMLKit sorts keys by name; the map has them in the order of the file.
        let known = map?.keys.filter { table.contains(key: $0) } ?? []
        let others = table.keys.filter { map?.members[$0] == nil }
        let entries = (known + others).compactMap { key in
            table[key].map { TOMLNodeTable.Entry(key: key, node: node($0, map?.members[key])) }
        }
        return TOMLNodeTable(entries: entries, isInline: table.inline)
    }

    private static func float(_ literal: String?) -> String? {
        guard let literal, literal.contains(where: \.isNumber) else { return nil }
        let digits = literal.filter { $0 != "_" }
        return digits.hasPrefix("+") ? String(digits.dropFirst()) : digits
    }
}
