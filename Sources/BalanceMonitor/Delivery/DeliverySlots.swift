/// How many messages may be on their way at once; decides, does nothing.
///
/// A few, as long as it is open whether Telegram answers at all: each that is lost costs a marked repeat. A chat that hangs takes up no
/// room once Telegram has answered others meanwhile.
struct DeliverySlots: Sendable {
    typealias Moment = ContinuousClock.Instant

    /// How many may be waited for without knowing whether Telegram answers.
    static let count = 8
    /// How many in all.
    static let most = 64
    /// After so long without an answer Telegram is asked whether it answers at all.
    static let patience = Duration.seconds(2)

    private var begun: [Int64: Moment] = [:]
    /// When Telegram last answered anything.
    private(set) var lastAnswer: Moment?

    var isEmpty: Bool { begun.isEmpty }

    /// Whether another may begin.
    var hasRoom: Bool { begun.count < Self.most && counting.count < Self.count }

    func contains(_ chat: Int64) -> Bool { begun[chat] != nil }

    /// When Telegram should be asked whether it answers, since no room is left; nil when there is room, or asking would make none.
    var asksAt: Moment? {
        guard !hasRoom, begun.count < Self.most else { return nil }
        return counting.min().map { $0 + Self.patience }
    }

    mutating func take(_ chat: Int64, at now: Moment) {
        begun[chat] = now
    }

    mutating func release(_ chat: Int64) {
        begun[chat] = nil
    }

    /// Telegram answered, whatever it said.
    mutating func answered(at now: Moment) {
        lastAnswer = max(now, lastAnswer ?? now)
    }

    private var counting: [Moment] {
        begun.values.filter { start in lastAnswer.map { $0 - start < Self.patience } ?? true }
    }
}
