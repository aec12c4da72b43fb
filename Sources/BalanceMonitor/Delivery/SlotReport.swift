import Domain
import History
import TelegramAPI

/// Renders a scheduled report and puts it into the outbox with its slot, in one transaction: before anything is sent.
struct SlotReport: Sendable {
    /// From this many seconds after its time a report says that it is late.
    static let lateness: Int64 = 300
    /// What the first report of a chat covers, in seconds.
    static let firstCovers: Int64 = 86400

    let subscription: Subscription
    let installation: Installation
    let view: CollectorState.View
    let bot: Int64
    let now: Instant

    /// Writes what is due down; returns whether there is more to ask for (slots that share an instant).
    func enqueue(_ due: DueSlots, in transaction: Transaction) throws -> Bool {
        guard let slot = due.send else { return false }
        let chat = subscription.chat.address
        for skipped in due.skipped { try transaction.skip(Self.row(skipped, chat: chat)) }
        let (text, window) = try render(slot, in: transaction.snapshot)
        guard let id = try transaction.claim(Self.row(slot, chat: chat), window: window) else { return false }
        let parts = text.parts.map { OutgoingMessage.Part(text: $0) }
        try transaction.enqueue(
            OutgoingMessage(bot: bot, chat: chat, kind: .report, parts: parts, slot: id, createdAt: now))
        return true
    }

    /// The report of a slot as it would be sent now, and the window it covers: from the end of the last report, or from `start`, to
    /// this instant. `id` is its row, where it has one already.
    func render(_ slot: Slot, id: SlotID? = nil, from start: Instant? = nil, in snapshot: Snapshot) throws -> (
        text: ReportWording, window: Window
    ) {
        let chat = subscription.chat.address
        let zone = subscription.schedule.zone
        // A report made while the clock was ahead ended after the present.
        let from = try min(start ?? snapshot.lastReportEnd(chat) ?? now - Self.firstCovers, now)
        let window = Window(from: from, until: now)
        let wording = Wording(language: subscription.language, zone: zone, now: now)
        let filter = try subscription.filter(installation, in: snapshot)
        let report = try ReportMaker(installation: installation, view: view, zone: zone).report(
            over: window, filter: filter, in: snapshot)
        let skipped = try snapshot.skippedSlots(chat, before: id)
        let heading = ReportHeading(
            occasion: .slot(date: slot.date, time: slot.time, late: try lateness(of: slot, in: snapshot)), window: window,
            skipped: skipped.first.flatMap { CivilDate($0.date) }.map { (skipped.count, $0) },
            filter: AccountNames.heading(of: filter, report, wording))
        return (ReportWording(report, heading: heading, wording: wording), window)
    }

    /// Nil for one in time. The daemon did not run only where history says so, which knows why, too.
    private func lateness(of slot: Slot, in snapshot: Snapshot) throws -> Lateness? {
        guard now - slot.at >= Self.lateness else { return nil }
        let gaps = try snapshot.gaps(in: Window(from: slot.at - 1, until: now))
        let absence = gaps.first { gap in
            gap.account == nil && gap.from <= slot.at && gap.until.map { $0 >= slot.at } ?? true
        }
        guard let absence else { return .delayed }
        return switch absence.silence {
        case .stopped: .wasStopped
        case .unwritten: .wasUnwritten
        default: .wasOff
        }
    }

    private static func row(_ slot: Slot, chat: ChatAddress) -> ReportSlot {
        ReportSlot(chat: chat, date: slot.date.description, time: slot.time.description)
    }
}

extension MessageSplitter {
    /// Leaves room in a message for the mark of a repeat.
    static let product = MessageSplitter(visibleLimit: 4000)
}
