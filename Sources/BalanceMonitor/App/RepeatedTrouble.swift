/// Tells a new trouble from one that was said already, so that a log names each once and not at every turn.
struct RepeatedTrouble {
    /// More different troubles than this are said again rather than remembered for ever.
    private static let capacity = 500

    private var said: Set<String> = []

    /// Whether `trouble` was not said since it was last cleared; it counts as said from now on.
    mutating func isNew(_ trouble: String) -> Bool {
        if said.count >= Self.capacity { said = [] }
        return said.insert(trouble).inserted
    }

    /// Forgets every trouble that begins with `prefix`; says whether there was any.
    @discardableResult
    mutating func clear(_ prefix: String) -> Bool {
        let count = said.count
        said = said.filter { !$0.hasPrefix(prefix) }
        return said.count < count
    }
}
