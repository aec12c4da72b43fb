/// Reads one table key by key, remembers which keys were asked for, and gathers problems instead of throwing.
///
/// A key that is absent is nil; one of another kind is nil and a problem. Made, used and dropped by one task.
package final class TOMLReader {
    /// Where the table begins.
    package let position: TOMLPosition
    /// How messages call the table: `[collector]`, `[[account]]`, `[account.alert]`; empty for the top of a file.
    package let path: String
    /// The list that this reader and those below it add to.
    package let problems: TOMLProblems

    let table: TOMLNodeTable
    private var asked: Set<String> = []
    private var children: [String: [TOMLReader]] = [:]

    init(table: TOMLNodeTable, position: TOMLPosition, path: String, problems: TOMLProblems) {
        self.table = table
        self.position = position
        self.path = path
        self.problems = problems
    }

    /// The keys that stand in the table, in the order of the file.
    package var keys: [String] { table.entries.map(\.key) }

    /// What kind of value stands at `key`, nil where there is none; counts as asking for it.
    package func kind(of key: String) -> TOMLKind? { node(key)?.kind }

    /// Where `key` stands; where it is absent, where the table does.
    package func position(of key: String) -> TOMLPosition { table[key]?.position ?? position }

    /// Counts `keys` as known, for those that are only read in some cases.
    package func know(_ keys: String...) {
        asked.formUnion(keys)
    }

    /// Adds a problem at `key`, or at the table itself without one.
    package func problem(_ message: String, at key: String? = nil) {
        problems.add(TOMLProblem(position: key.map(position(of:)) ?? position, message: message))
    }

    /// Warns of what stands at `key`, or of the table itself without one: it is accepted.
    package func warning(_ message: String, at key: String? = nil) {
        problems.warn(TOMLProblem(position: key.map(position(of:)) ?? position, message: message))
    }

    /// Adds a problem at the `index`-th element of the list at `key`.
    package func problem(_ message: String, at key: String, element index: Int) {
        guard case .array(let elements)? = table[key]?.value, elements.indices.contains(index) else { return problem(message, at: key) }
        problems.add(TOMLProblem(position: elements[index].position, message: message))
    }

    /// Makes a problem of every key that nobody asked for, here and in the tables below that were read.
    package func finish() {
        let nearest = NearestKey(known: asked.sorted())
        for entry in table.entries where !asked.contains(entry.key) {
            if problems.isFull { return }
            let place = path.isEmpty ? "" : " in \(path)"
            let hint = nearest.hint(for: entry.key).map { "; \($0)" } ?? ""
            problem("unknown key \"\(entry.key.prefix(64))\"\(place)\(hint)", at: entry.key)
        }
        for child in children.values.joined() { child.finish() }
    }

    /// Every key that was asked for, here and below, such as `collector.interval`; sorted.
    package var askedPaths: [String] {
        let paths = asked.flatMap { key -> [String] in
            let below = Set((children[key] ?? []).flatMap(\.askedPaths))
            return below.isEmpty ? [key] : below.map { "\(key).\($0)" }
        }
        return paths.sorted()
    }

    func node(_ key: String) -> TOMLNode? {
        asked.insert(key)
        return table[key]
    }

    /// The readers of the tables at `key`, made once, so that `finish()` knows what was asked of them.
    func readers(at key: String, _ nodes: [(TOMLNodeTable, TOMLPosition)], path: String) -> [TOMLReader] {
        if let known = children[key] { return known }
        let new = nodes.map { TOMLReader(table: $0, position: $1, path: path, problems: problems) }
        children[key] = new
        return new
    }
}
