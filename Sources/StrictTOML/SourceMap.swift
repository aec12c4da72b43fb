/// Where the keys and elements of a file stand: the part of a value that TOMLKit does not tell.
final class SourceMap {
    /// Deeper tables than any person writes; also what keeps recursion over them short.
    static let deepest = 64

    var line: Int
    /// A number or date as it was written; nil for all else.
    var literal: String?
    private(set) var keys: [String] = []
    private(set) var members: [String: SourceMap] = [:]
    private(set) var elements: [SourceMap] = []
    private let depth: Int

    init(line: Int, depth: Int = 0) {
        self.line = line
        self.depth = depth
    }

    var isDeepest: Bool { depth >= Self.deepest }

    /// The member at `key`, made when it is new; beyond the greatest depth one that belongs to nothing.
    func member(_ key: String, line: Int) -> SourceMap {
        if let known = members[key] { return known }
        let new = SourceMap(line: line, depth: depth + 1)
        guard !isDeepest else { return new }
        keys.append(key)
        members[key] = new
        return new
    }

    /// A new last element; beyond the greatest depth one that belongs to nothing.
    func append(line: Int) -> SourceMap {
        let new = SourceMap(line: line, depth: depth + 1)
        if !isDeepest { elements.append(new) }
        return new
    }

    /// Where a table's keys go: the last element of an array of tables, else this itself.
    var newest: SourceMap { elements.last ?? self }
}
