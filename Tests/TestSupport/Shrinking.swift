/// The shortest part of `events` that still fails `holds`: drops halves, quarters and at last single events while the failure stays.
package func shrink<Event>(_ events: [Event], holds: ([Event]) -> Bool) -> [Event] {
    var shortest = events
    var size = max(1, events.count / 2)
    while true {
        var index = 0
        var shrunk = false
        while index < shortest.count {
            var candidate = shortest
            candidate.removeSubrange(index..<min(index + size, candidate.count))
            if !holds(candidate) {
                shortest = candidate
                shrunk = true
            } else {
                index += size
            }
        }
        if size == 1, !shrunk { return shortest }
        size = max(1, size / 2)
    }
}

/// The same for a check that must wait for something.
package func shrink<Event>(_ events: [Event], holds: ([Event]) async -> Bool) async -> [Event] {
    var shortest = events
    var size = max(1, events.count / 2)
    while true {
        var (index, shrunk) = (0, false)
        while index < shortest.count {
            var candidate = shortest
            candidate.removeSubrange(index..<min(index + size, candidate.count))
            if await holds(candidate) {
                index += size
            } else {
                (shortest, shrunk) = (candidate, true)
            }
        }
        if size == 1, !shrunk { return shortest }
        size = max(1, size / 2)
    }
}
