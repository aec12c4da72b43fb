/// What to say of a key that nobody knows: the one that was most likely meant, or those there are.
package struct NearestKey {
    let known: [String]

    /// Looks among `known`.
    package init(known: [String]) {
        self.known = known
    }

    /// `did you mean "interval"?`, or `known here are "a", "b"` where none is near; nil where there is none at all.
    package func hint(for key: String) -> String? {
        let ranked = known.map { (distance: Self.distance($0.lowercased(), key.lowercased()), key: $0) }
        guard let best = ranked.min(by: { ($0.distance, $0.key) < ($1.distance, $1.key) }) else { return nil }
        if best.distance <= max(1, min(best.key.count, key.count) / 2) { return "did you mean \"\(best.key)\"?" }
        return "known here: " + known.sorted().joined(separator: ", ")
    }

    /// The keys most like `key`, the nearest first, at most `limit`.
    package func nearest(to key: String, limit: Int) -> [String] {
        known.map { (distance: Self.distance($0.lowercased(), key.lowercased()), key: $0) }
            .sorted { ($0.distance, $0.key) < ($1.distance, $1.key) }.prefix(limit).map(\.key)
    }

    /// How many characters to insert, delete, replace or swap with their neighbour to make one of the other.
    package static func distance(_ left: String, _ right: String) -> Int {
        // A key of a thousand letters is like nothing we know; this keeps the table small.
        let (a, b) = (Array(left.prefix(64)), Array(right.prefix(64)))
        var twoAbove: [Int] = []
        var above = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var row = [i + 1]
            for (j, y) in b.enumerated() {
                var best = min(above[j + 1] + 1, row[j] + 1, above[j] + (x == y ? 0 : 1))
                if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { best = min(best, twoAbove[j - 1] + 1) }
                row.append(best)
            }
            (twoAbove, above) = (above, row)
        }
        return above[b.count]
    }
}
