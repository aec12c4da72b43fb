import Domain
import History
import TelegramAPI

/// Makes a report that waits anew, as of its own instant, when the one before it was refused: nobody saw that one's time.
struct ReportWidening: Sendable {
    let zones: ZoneFiles
    let state: CollectorState

    /// Does nothing for a report that already begins where the last one that arrived ended.
    func widen(_ id: SlotID, bot: Int64, installation: Installation, in transaction: Transaction) throws {
        guard let (row, window) = try transaction.snapshot.widened(id), let chat = try transaction.snapshot.chat(row.chat),
            let subscription = Subscription(chat, configuration: installation.configuration, zones: zones),
            let date = CivilDate(row.date), let time = CivilTime(row.time)
        else { return }
        let slot = Slot(date: date, time: time, at: subscription.schedule.zone.firstInstant(of: CivilDateTime(date: date, time: time)))
        let report = SlotReport(
            subscription: subscription, installation: installation, view: state.value, bot: bot, now: window.until)
        let (text, covered) = try report.render(slot, id: id, from: window.from, in: transaction.snapshot)
        let parts = text.parts.map { OutgoingMessage.Part(text: $0) }
        try transaction.rewrite(id, window: covered, parts: parts)
    }
}
