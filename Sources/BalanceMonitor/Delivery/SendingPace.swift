/// When the next message may go out, so that Telegram's limits are kept and not run into; decides, does nothing.
///
/// About 30 messages a second in all, one a second in a chat, 20 a minute in a group:
/// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>. All of it is real time.
struct SendingPace: Sendable {
    typealias Moment = RateWindow.Moment

    /// Whether a chat may be written to.
    enum Turn: Hashable, Sendable {
        case now
        /// Not before this moment.
        case at(Moment)
        /// Not before a message that is on its way has ended.
        case afterAnother
    }

    /// The bounds; nil for none.
    struct Limits: Sendable {
        var overall: RateWindow? = RateWindow(count: 30, span: .seconds(1))
        var chat: RateWindow? = RateWindow(count: 1, span: .seconds(1))
        var group: RateWindow? = RateWindow(count: 20, span: .seconds(60))
        /// Between two messages, so that a broadcast is a stream and not a burst every second.
        var spacing = Duration.milliseconds(30)

        /// No bounds, for tests of other things.
        static let none = Limits(overall: nil, chat: nil, group: nil, spacing: .zero)
    }

    /// So many spacings may be made up for by a sender that came late.
    private static let slack = 3

    private let limits: Limits
    private var overall: RateWindow?
    private var chats: [Int64: [RateWindow]] = [:]
    /// When the next message would go out if all had come in time.
    private var next: Moment?

    init(_ limits: Limits = Limits()) {
        self.limits = limits
        overall = limits.overall
    }

    /// Of how many chats something is remembered.
    var chatCount: Int { chats.count }

    /// Whether a message to `chat` may begin at `now`. A group's id is negative.
    func turn(of chat: Int64, at now: Moment) -> Turn {
        var moment = now
        if let next { moment = max(moment, next - limits.spacing * Self.slack) }
        for window in (chats[chat] ?? []) + [overall].compactMap({ $0 }) {
            guard let free = window.free(at: now) else { return .afterAnother }
            moment = max(moment, free)
        }
        return moment > now ? .at(moment) : .now
    }

    /// A message to `chat` begins; `ended` must follow.
    mutating func began(_ chat: Int64, at now: Moment) {
        next = max(now, next ?? now) + limits.spacing
        overall?.began()
        var windows = chats[chat] ?? [limits.chat, chat < 0 ? limits.group : nil].compactMap { $0 }
        for index in windows.indices { windows[index].began() }
        if !windows.isEmpty { chats[chat] = windows }
    }

    /// A message to `chat` was answered, or given up.
    mutating func ended(_ chat: Int64, at now: Moment) {
        overall?.ended(at: now)
        guard var windows = chats[chat] else { return }
        for index in windows.indices { windows[index].ended(at: now) }
        chats[chat] = windows
        if chats.count > 256 { chats = chats.filter { !$0.value.allSatisfy { $0.isIdle(at: now) } } }
    }
}

/// At most so many messages in any stretch of so long.
///
/// A message counts from its beginning until `span` after its end: no one knows when in between the server counted it.
struct RateWindow: Sendable {
    typealias Moment = ContinuousClock.Instant

    let count: Int
    let span: Duration
    private var running = 0
    /// When the messages ended that still count, in order.
    private var ends: [Moment] = []

    init(count: Int, span: Duration) {
        self.count = count
        self.span = span
    }

    /// The earliest moment at which another may begin; nil where that depends on those that are running.
    func free(at now: Moment) -> Moment? {
        let counting = ends.filter { $0 + span > now }
        let excess = running + counting.count - count + 1
        guard excess > 0 else { return now }
        return excess <= counting.count ? counting[excess - 1] + span : nil
    }

    mutating func began() {
        running += 1
    }

    mutating func ended(at now: Moment) {
        running = max(0, running - 1)
        ends.removeAll { $0 + span <= now }
        ends.append(now)
    }

    /// Whether nothing counts any more.
    func isIdle(at now: Moment) -> Bool { running == 0 && ends.allSatisfy { $0 + span <= now } }
}
