import Domain
import History

/// A chat that gets reports, with what its settings, or else the configuration's, come to.
struct Subscription: Sendable {
    let chat: KnownChat
    let schedule: ReportSchedule
    let language: Language

    /// Nil when the chat gets no reports, or its zone is gone from the host.
    init?(_ chat: KnownChat, configuration: Configuration, zones: ZoneFiles) {
        guard chat.isSubscribed, chat.pausedAt == nil else { return nil }
        let reader = ReaderSettings(chat, configuration: configuration)
        guard let zone = try? zones.zone(named: reader.timezone) else { return nil }
        self.chat = chat
        language = reader.language
        schedule = ReportSchedule(times: reader.times, zone: zone)
    }

    /// The accounts that the chat wants to see; throws what the history throws.
    func filter(_ installation: Installation, in snapshot: Snapshot) throws -> AccountFilter {
        guard let text = chat.filter else { return .all }
        return try AccountWords(installation, snapshot.accounts()).stored(text)
    }

    /// What is owed to the chat now, by its newest slot that was written down.
    ///
    /// Slots before the subscription, or before it was revived, are owed to nobody.
    func due(now: Instant, newest: ReportSlot?) -> DueSlots {
        let since = chat.subscribedAt ?? now
        guard let newest, let date = CivilDate(newest.date), let time = CivilTime(newest.time) else {
            return schedule.dueSlots(now: now, since: since)
        }
        let handled = Slot(date: date, time: time, at: schedule.zone.firstInstant(of: CivilDateTime(date: date, time: time)))
        return handled.at < since ? schedule.dueSlots(now: now, since: since) : schedule.dueSlots(now: now, lastHandled: handled)
    }
}

/// In which words, at which times and in which zone a chat reads: its own settings, else the configuration's.
struct ReaderSettings: Sendable {
    let language: Language
    let timezone: String
    let times: [CivilTime]

    init(_ chat: KnownChat?, configuration: Configuration) {
        language = chat?.language.flatMap(Language.init(rawValue:)) ?? configuration.report.language
        timezone = chat?.timezone ?? configuration.report.timezone
        times = chat?.times?.compactMap { CivilTime($0) } ?? configuration.report.times
    }
}
