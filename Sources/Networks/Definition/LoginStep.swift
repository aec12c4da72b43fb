import Domain

/// One request before the balance is asked for, whose answer brings a token.
struct LoginStep: Sendable {
    /// How long what was saved is good for.
    enum Expiry: Sendable {
        case after(Duration)
        /// A filter that gives seconds.
        case filter(JQFilter)
    }

    var request: RequestTemplate
    var answer: AnswerRules
    /// Gives one object: its members become `{login.NAME}`.
    var save: JQFilter?
    /// Nil: until the network refuses it.
    var expires: Expiry?
    /// Names that outlive the expiry, until a login returns new ones.
    var keep: [String]
    /// How long to wait after the step.
    var pause: Duration?
}

/// How many logins a network allows within a stretch of time: `2/1h`.
struct LoginLimit: Hashable, Sendable {
    var count: Int
    var window: Duration

    /// Reads `2/1h`; nil for any other text.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].allSatisfy(\.isNumber), let count = Int(parts[0]), count > 0,
            let window = duration(from: parts[1]),
            window > .zero
        else { return nil }
        self.count = count
        self.window = window
    }

    /// When the next login is allowed, given when the earlier ones were; nil for at once.
    func nextLogin(after logins: [Instant], now: Instant) -> Instant? {
        let seconds = window.components.seconds
        // A login "in the future" was made before the clock was put back; it counts as made just now.
        let recent = logins.map { min($0, now) }.filter { now - $0 < seconds }.sorted()
        guard recent.count >= count else { return nil }
        return recent[recent.count - count] + seconds
    }
}
