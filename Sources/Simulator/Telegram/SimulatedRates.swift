/// Telegram's limits of messages a second, in real time: what goes beyond one is refused with 429 and asked to wait a second.
struct SimulatedRates: Sendable {
    typealias Moment = ContinuousClock.Instant

    /// Messages a second in all; nil for no limit.
    var overall: Int?
    /// Messages a second in each chat; nil for no limit.
    var chat: Int?

    private var taken: [(chat: Int64, at: Moment)] = []
    private var closedUntil: [Int64: Moment] = [:]
    /// How many messages were refused.
    private(set) var refusals = 0
    /// How many came before the pause was over that their chat had been asked for.
    private(set) var early = 0

    init(overall: Int? = nil, chat: Int? = nil) {
        self.overall = overall
        self.chat = chat
    }

    /// Whether a message to `id` is taken at `now`; else so many seconds are to be waited.
    mutating func admit(_ id: Int64, at now: Moment) -> Int? {
        if let until = closedUntil[id], now < until { early += 1 }
        guard overall != nil || chat != nil else { return nil }
        taken.removeAll { $0.at + .seconds(1) <= now }
        guard taken.count < overall ?? .max, taken.count(where: { $0.chat == id }) < chat ?? .max else {
            refuse(id, seconds: 1, at: now)
            return 1
        }
        taken.append((id, now))
        return nil
    }

    /// `id` was asked to wait for so many seconds.
    mutating func refuse(_ id: Int64, seconds: Int, at now: Moment) {
        refusals += 1
        closedUntil[id] = now + .seconds(seconds)
    }
}
