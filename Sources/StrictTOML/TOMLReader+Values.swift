extension TOMLReader {
    /// The text at `key`; `example` shows how to write it where a number stands instead.
    package func string(_ key: String, example: String? = nil) -> String? {
        guard let node = node(key) else { return nil }
        if case .string(let text) = node.value { return text }
        wrong(key, node, expected: .string, hint: quoteHint(node, example))
        return nil
    }

    /// The text at `key`, which must be there and not empty.
    package func requiredString(_ key: String, example: String? = nil) -> String? {
        guard table[key] != nil else {
            _ = node(key)
            problem("\"\(key)\" is missing\(place)" + (example.map { "; write \(key) = \"\($0)\"" } ?? ""))
            return nil
        }
        guard let text = string(key, example: example) else { return nil }
        guard !text.isEmpty else {
            problem("\"\(key)\" must not be empty\(place)", at: key)
            return nil
        }
        return text
    }

    /// The whole number at `key`.
    package func int(_ key: String) -> Int? {
        guard let node = node(key) else { return nil }
        if case .int(let number) = node.value { return number }
        var hint: String?
        if case .string(let text) = node.value, Int(text) != nil { hint = "write it without quotes" }
        wrong(key, node, expected: .int, hint: hint)
        return nil
    }

    /// The flag at `key`.
    package func bool(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        if case .bool(let flag) = node.value { return flag }
        var hint: String?
        if case .string(let text) = node.value, text == "true" || text == "false" { hint = "write it without quotes" }
        wrong(key, node, expected: .bool, hint: hint)
        return nil
    }

    /// The list of texts at `key`; nil as soon as one element is of another kind.
    package func strings(_ key: String, example: String? = nil) -> [String]? {
        list(key, of: "texts", element: .string, hint: { self.quoteHint($0, example) }) { node in
            if case .string(let text) = node.value { text } else { nil }
        }
    }

    /// The list of whole numbers at `key`; nil as soon as one element is of another kind.
    package func ints(_ key: String) -> [Int]? {
        list(key, of: "whole numbers", element: .int, hint: { _ in nil }) { node in
            if case .int(let number) = node.value { number } else { nil }
        }
    }

    /// The value at `key` whatever its kind, with all that is in it; a date anywhere in it is a problem.
    package func any(_ key: String) -> TOMLAny? {
        guard let node = node(key) else { return nil }
        guard let value = node.any else {
            problem("\"\(key)\" contains a date, which cannot be passed on\(place); write it in quotes", at: key)
            return nil
        }
        return value
    }

    /// The table at `key`; asked again, the same reader.
    package func table(_ key: String) -> TOMLReader? {
        guard let node = node(key) else { return nil }
        if case .table(let table) = node.value {
            return readers(at: key, [(table, node.position)], path: below(key, isElement: false)).first
        }
        wrong(key, node, expected: .table, hint: nil)
        return nil
    }

    /// The table at `key`, or an empty one where it is absent or no table, so that defaults need no case of their own.
    package func section(_ key: String) -> TOMLReader {
        if let table = table(key) { return table }
        let empty = TOMLNodeTable(entries: [], isInline: false)
        return readers(at: key, [(empty, position(of: key))], path: below(key, isElement: false)).first
            ?? TOMLReader(table: empty, position: position, path: path, problems: problems)
    }

    /// The tables of the array at `key`, empty where it is absent; asked again, the same readers.
    package func tables(_ key: String) -> [TOMLReader] {
        guard let node = node(key) else { return [] }
        guard case .array(let elements) = node.value else {
            problem(
                "\"\(key)\" must be a list of tables\(place), not \(node.kind)\(node.kind == .table ? "; write [[\(key)]]" : "")", at: key)
            return []
        }
        let tables: [(TOMLNodeTable, TOMLPosition)] = elements.compactMap { element in
            if case .table(let table) = element.value { return (table, element.position) }
            problems.add(
                TOMLProblem(position: element.position, message: "\"\(key)\" must contain only tables\(place), not \(element.kind)"))
            return nil
        }
        return readers(at: key, tables, path: below(key, isElement: true))
    }

    /// ` in [collector]`, or nothing at the top of a file: the end of a sentence.
    package var place: String { path.isEmpty ? "" : " in \(path)" }

    private func list<Element>(
        _ key: String, of plural: String, element: TOMLKind, hint: (TOMLNode) -> String?, _ read: (TOMLNode) -> Element?
    ) -> [Element]? {
        guard let node = node(key) else { return nil }
        guard case .array(let elements) = node.value else {
            let brackets = node.kind == element ? ": write it in brackets, [ … ]" : ""
            problem("\"\(key)\" must be a list of \(plural)\(place), not \(node.kind)\(brackets)", at: key)
            return nil
        }
        let values = elements.compactMap { element -> Element? in
            if let value = read(element) { return value }
            let hint = hint(element).map { ": \($0)" } ?? ""
            problems.add(
                TOMLProblem(
                    position: element.position, message: "\"\(key)\" must contain only \(plural)\(place), not \(element.kind)\(hint)"))
            return nil
        }
        return values.count == elements.count ? values : nil
    }

    private func wrong(_ key: String, _ node: TOMLNode, expected: TOMLKind, hint: String?) {
        problem("\"\(key)\" must be \(expected)\(place), not \(node.kind)" + (hint.map { ": \($0)" } ?? ""), at: key)
    }

    private func quoteHint(_ node: TOMLNode, _ example: String?) -> String? {
        switch node.kind {
        case .int, .float, .bool, .date: example.map { "write it in quotes, like \"\($0)\"" } ?? "write it in quotes"
        case .string, .array, .table: nil
        }
    }

    private func below(_ key: String, isElement: Bool) -> String {
        var name = path[...]
        while name.first == "[" { name.removeFirst() }
        while name.last == "]" { name.removeLast() }
        let full = name.isEmpty ? key : "\(name).\(key)"
        return isElement ? "[[\(full)]]" : "[\(full)]"
    }
}
