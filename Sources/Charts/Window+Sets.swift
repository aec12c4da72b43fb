import Domain

/// Stretches of time as sets of instants.
extension Window {
    /// The stretches that lie in one of the windows of each list, in order; none where there is no list.
    static func common(to lists: [[Window]]) -> [Window] {
        guard let first = lists.first else { return [] }
        return lists.dropFirst().reduce(united(first)) { common, list in
            let other = united(list)
            return common.flatMap { left in
                other.compactMap { right in
                    let (from, until) = (max(left.from, right.from), min(left.until, right.until))
                    return from < until ? Window(from: from, until: until) : nil
                }
            }
        }
    }

    /// The same instants in windows that do not touch, in order.
    static func united(_ windows: some Sequence<Window>) -> [Window] {
        windows.filter { $0.seconds > 0 }.sorted { $0.from < $1.from }.reduce(into: []) { united, window in
            guard let last = united.last, window.from <= last.until else { return united.append(window) }
            united[united.count - 1] = Window(from: last.from, until: max(last.until, window.until))
        }
    }
}
