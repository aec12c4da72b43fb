import Domain
import History

/// The report of one slot as its chat gets it, for somebody who looks from beside the daemon.
struct ScheduledReport: Sendable {
    let slot: Slot
    let window: Window
    let text: ReportWording
    let zone: Zone
    /// Nil where nobody is subscribed.
    let chat: Int64?
    /// What is odd about the time that was asked for; nil where nothing is.
    let note: String?

    /// Throws `VerbEnd` where there is no such slot or chat, and what the history throws.
    init(at time: CivilTime, chat wanted: Int64?, _ desk: VerbDesk, in snapshot: Snapshot) throws {
        let subscriptions = try snapshot.chats().compactMap {
            Subscription($0, configuration: desk.configuration, zones: desk.outside.zones)
        }
        let chosen = subscriptions.first { wanted == nil || $0.chat.address.chat == wanted }
        if let wanted, chosen == nil {
            let known = subscriptions.map { "\($0.chat.address.chat)" }.joined(separator: ", ")
            throw VerbEnd(.usage, "no reports go to a chat \(wanted); they go to: " + (known.isEmpty ? "nobody" : known))
        }
        let nobody = KnownChat(address: ChatAddress(chat: 0), kind: .private, title: "", isSubscribed: true)
        guard let subscription = chosen ?? Subscription(nobody, configuration: desk.configuration, zones: desk.outside.zones) else {
            throw VerbEnd(.failed, "the zone \(desk.configuration.report.timezone) is not on this host")
        }
        let schedule = subscription.schedule
        guard let slot = ReportSchedule(times: [time], zone: schedule.zone).previous(atOrBefore: desk.now) else {
            throw VerbEnd(.failed, "the zone \(schedule.zone.name) has had no \(time) in the last days")
        }
        let address = subscription.chat.address
        let row = ReportSlot(chat: address, date: slot.date.description, time: slot.time.description)
        let written = try snapshot.window(of: row)
        // What the chat got after this slot began says nothing of it.
        let lastEnd = try snapshot.lastReportEnd(address).flatMap { $0 < slot.at ? $0 : nil }
        let from = written?.from ?? lastEnd ?? schedule.previous(atOrBefore: slot.at - 1)?.at ?? slot.at - SlotReport.firstCovers
        let report = SlotReport(
            subscription: subscription, installation: desk.installation, view: try StoredView(snapshot).collectorView(desk), bot: 0,
            now: written?.until ?? slot.at)
        (text, window) = try report.render(slot, id: written == nil ? nil : snapshot.id(of: row), from: from, in: snapshot)
        self.slot = slot
        zone = schedule.zone
        chat = chosen == nil ? nil : address.chat
        let times = schedule.times.map(\.description).joined(separator: ", ")
        note =
            schedule.times.contains(time)
            ? nil : "note: \(time) is none of the scheduled times (\(times.isEmpty ? "there are none" : times))"
    }
}
