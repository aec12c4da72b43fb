import Domain
import History

/// What the delivery's loop and the messages on their way tell each other.
struct DeliveryProgress: Sendable {
    /// A time in which Telegram answers no one: all wait.
    struct Outage: Sendable {
        /// How often Telegram was asked in vain.
        var failures: Int
        var until: Instant
    }

    /// A part that cannot be marked; the others go on.
    struct Stuck: Sendable {
        var attempts: Int
        /// Nil when it is not tried again while the daemon lives.
        var until: Instant?
    }

    var slots = DeliverySlots()
    var isStopping = false
    /// Whether what an earlier process was sending was looked at.
    var isRecovered = false
    /// Whether Telegram is being asked if it answers at all.
    var isAsking = false
    var outage: Outage?
    /// Nothing can be noted at present, so nothing is sent.
    var unwritableUntil: Instant?
    var stuck: [OutboxID: Stuck] = [:]
    var trouble = RepeatedTrouble()

    /// The parts that are left out at `now`.
    func leftOut(at now: Instant) -> Set<OutboxID> {
        Set(stuck.filter { $0.value.until.map { $0 > now } ?? true }.keys)
    }

    /// When the first of them is tried again.
    var nextStuck: Instant? { stuck.values.compactMap(\.until).min() }

    /// A part could not be marked; returns whether that is news.
    mutating func cannotMark(_ id: OutboxID, at now: Instant) -> Bool {
        let attempts = stuck[id]?.attempts ?? 0
        stuck[id] = Stuck(attempts: attempts + 1, until: now.afterAtLeast(DeliveryVerdict.pause(attempts, from: 30, upTo: 3600)))
        return attempts == 0
    }

    /// Telegram was asked whether it answers; returns whether that ends an outage (`true`), begins one (`false`), or nothing new (nil).
    mutating func asked(answers: Bool, isRefused: Bool, at now: Instant, moment: DeliverySlots.Moment) -> Bool? {
        isAsking = false
        guard !answers else {
            slots.answered(at: moment)
            defer { outage = nil }
            return outage == nil ? nil : true
        }
        let failures = outage?.failures ?? 0
        let pause = isRefused ? DeliveryVerdict.pause(failures, from: 60, upTo: 900) : DeliveryVerdict.pause(failures, from: 5, upTo: 300)
        defer { outage = Outage(failures: failures + 1, until: now.afterAtLeast(pause)) }
        return outage == nil ? false : nil
    }
}
