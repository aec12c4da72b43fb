import Domain
import History

/// Whose report is meant, for somebody who looks from beside the daemon.
struct ReportReaders: Sendable {
    /// Those that get reports, of the chat that was named alone where one was.
    let subscriptions: [Subscription]
    private let desk: VerbDesk

    /// Throws `VerbEnd` where no reports go to the chat that was named, and what the history throws.
    init(chat wanted: Int64?, _ desk: VerbDesk, in snapshot: Snapshot) throws {
        self.desk = desk
        let all = try snapshot.chats().compactMap { Subscription($0, configuration: desk.configuration, zones: desk.outside.zones) }
        subscriptions = all.filter { wanted == nil || $0.chat.address.chat == wanted }
        if let wanted, subscriptions.isEmpty {
            let known = all.map { "\($0.chat.address.chat)" }.joined(separator: ", ")
            throw VerbEnd(.usage, "no reports go to a chat \(wanted); they go to: " + (known.isEmpty ? "nobody" : known))
        }
    }

    /// The first of them, else somebody who reads as the configuration says; throws `VerbEnd`.
    func first() throws -> Subscription {
        let nobody = KnownChat(address: ChatAddress(chat: 0), kind: .private, title: "", isSubscribed: true)
        guard let subscription = subscriptions.first ?? Subscription(nobody, configuration: desk.configuration, zones: desk.outside.zones)
        else { throw VerbEnd(.failed, "the zone \(desk.configuration.report.timezone) is not on this host") }
        return subscription
    }

    /// The newest slot at `time` of one of them; throws `VerbEnd` where there is none.
    func slot(at time: CivilTime, of subscription: Subscription) throws -> Slot {
        guard let slot = ScheduledReport.slot(at: time, of: subscription, now: desk.now) else {
            throw VerbEnd(.failed, "the zone \(subscription.schedule.zone.name) has had no \(time) in the last days")
        }
        return slot
    }

    /// What is odd about the time that was asked for: that it has not come today, that nobody scheduled it; nil where nothing is.
    func oddity(of slot: Slot, of subscription: Subscription) -> String? {
        let schedule = subscription.schedule
        let times = schedule.times.map(\.description).joined(separator: ", ")
        var notes = notYet(slot, of: subscription).map { ["\($0): this is the report of \(day(slot.date, schedule.zone))"] } ?? []
        if !schedule.times.contains(slot.time) {
            notes.append("\(slot.time) is none of the scheduled times (\(times.isEmpty ? "there are none" : times))")
        }
        return notes.isEmpty ? nil : notes.map { "note: " + $0 }.joined(separator: "\n")
    }

    /// «17:15 has not come yet today: it is 15:00 MSK on Sun, 22 November»; nil for a slot of today.
    func notYet(_ slot: Slot, of subscription: Subscription) -> String? {
        let wording = Wording(language: .en, zone: subscription.schedule.zone, now: desk.now)
        guard slot.date < wording.today else { return nil }
        return "\(slot.time) has not come yet today: it is \(wording.time(desk.now)) \(wording.zoneLabel(at: desk.now)) on "
            + wording.weekdayAndDate(wording.today)
    }

    /// «Sat, 21 November».
    func day(_ date: CivilDate, _ zone: Zone) -> String { Wording(language: .en, zone: zone, now: desk.now).weekdayAndDate(date) }
}
