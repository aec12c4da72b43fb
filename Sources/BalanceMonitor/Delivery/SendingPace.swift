/// When the next message may go out, so that Telegram's limits are kept and not run into; decides, does nothing.
///
/// About 30 messages a second in all, one a second in a chat, 20 a minute in a group:
/// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>. All of it is real time. The same page allows short
/// bursts in a chat: the answer to a person does not wait for the second, unless the chat was refused a moment ago.
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

    /// For so long after a refusal a chat gets no bursts.
    private static let strictness = Duration.seconds(60)

    /// What counts for one chat.
    private struct Chat {
        var second: RateWindow?
        var minute: RateWindow?
        var strictUntil: Moment?

        func windows(isPrompt: Bool, at now: Moment) -> [RateWindow] {
            let isStrict = !isPrompt || strictUntil.map { $0 > now } ?? false
            return [isStrict ? second : nil, minute].compactMap { $0 }
        }

        func isIdle(at now: Moment) -> Bool {
            [second, minute].allSatisfy { $0?.isIdle(at: now) ?? true } && strictUntil.map { $0 <= now } ?? true
        }
    }

    private let limits: Limits
    private var overall: RateWindow?
    private var chats: [Int64: Chat] = [:]
    /// When the next message would go out if all had come in time.
    private var next: Moment?

    init(_ limits: Limits = Limits()) {
        self.limits = limits
        overall = limits.overall
    }

    /// Of how many chats something is remembered.
    var chatCount: Int { chats.count }

    /// Whether a message to `chat` may begin at `now`; `isPrompt` when a person waits for it. A group's id is negative.
    func turn(of chat: Int64, isPrompt: Bool = false, at now: Moment) -> Turn {
        var moment = now
        if let next { moment = max(moment, next - limits.spacing * Self.slack) }
        for window in (chats[chat]?.windows(isPrompt: isPrompt, at: now) ?? []) + [overall].compactMap({ $0 }) {
            guard let free = window.free(at: now) else { return .afterAnother }
            moment = max(moment, free)
        }
        return moment > now ? .at(moment) : .now
    }

    /// A message to `chat` begins; `ended` must follow.
    mutating func began(_ chat: Int64, at now: Moment) {
        next = max(now, next ?? now) + limits.spacing
        overall?.began()
        change(chat, at: now) {
            $0.second?.began()
            $0.minute?.began()
        }
    }

    /// A message to `chat` was answered, or given up.
    mutating func ended(_ chat: Int64, at now: Moment) {
        overall?.ended(at: now)
        change(chat, at: now) {
            $0.second?.ended(at: now)
            $0.minute?.ended(at: now)
        }
    }

    /// Telegram refused a message to `chat` for its rate.
    mutating func refused(_ chat: Int64, at now: Moment) {
        change(chat, at: now) { $0.strictUntil = now + Self.strictness }
    }

    private mutating func change(_ chat: Int64, at now: Moment, _ change: (inout Chat) -> Void) {
        var state = chats[chat] ?? Chat(second: limits.chat, minute: chat < 0 ? limits.group : nil)
        change(&state)
        chats[chat] = state
        if chats.count > 256 { chats = chats.filter { !$0.value.isIdle(at: now) } }
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
