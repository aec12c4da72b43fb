import Domain
import History

/// The report of one slot as its chat gets it, rendered out of turn.
struct ScheduledReport: Sendable {
    let slot: Slot
    let window: Window
    let text: ReportWording

    /// The newest slot at `time` that has come at `now`, in the zone of `subscription`; nil where that zone has had none in the last days.
    static func slot(at time: CivilTime, of subscription: Subscription, now: Instant) -> Slot? {
        ReportSchedule(times: [time], zone: subscription.schedule.zone).previous(atOrBefore: now)
    }

    /// Of a slot that was written down exactly what went to the outbox, else what would go there. Throws what the history throws.
    init(_ slot: Slot, of subscription: Subscription, installation: Installation, view: CollectorState.View, in snapshot: Snapshot) throws {
        let schedule = subscription.schedule
        let address = subscription.chat.address
        let row = ReportSlot(chat: address, date: slot.date.description, time: slot.time.description)
        let written = try snapshot.window(of: row)
        // What the chat got after this slot began says nothing of it.
        let lastEnd = try snapshot.lastReportEnd(address).flatMap { $0 < slot.at ? $0 : nil }
        let from = written?.from ?? lastEnd ?? schedule.previous(atOrBefore: slot.at - 1)?.at ?? slot.at - SlotReport.firstCovers
        let report = SlotReport(
            subscription: subscription, installation: installation, view: view, bot: 0, now: written?.until ?? slot.at)
        (text, window) = try report.render(slot, id: written == nil ? nil : snapshot.id(of: row), from: from, in: snapshot)
        self.slot = slot
    }
}
