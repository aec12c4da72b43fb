import Domain
import History
import TelegramAPI

/// The reports that go out while the history cannot be written, and what became of each part; decides, does nothing.
///
/// It is to memory what the outbox is to the database, with the same rules; once something can be written, all of it moves there.
struct UnwrittenOutbox: Sendable {
    /// One message of a report.
    struct Part: Sendable {
        var text: String
        var state = OutboxState.queued
        var notBefore: Instant
        var attempts = 0
        var isRepeat = false
        var isPlain = false
        var messageID: Int64?
        var error: String?
    }

    /// A report, by the slot that it will take.
    struct Report: Sendable {
        let slot: ReportSlot
        let window: Window
        let language: Language
        let createdAt: Instant
        /// Whether its topic takes nothing, so that it goes into the chat itself.
        var isIntoChat = false
        var parts: [Part]
    }

    /// A part that is to be sent now.
    struct Ticket: Sendable {
        let slot: ReportSlot
        let index: Int
        let part: Part
        let language: Language
        /// Where it goes: not where its slot stands, when the group has moved or the topic is gone.
        let to: ChatAddress
    }

    private(set) var reports: [Report] = []
    /// Groups that became supergroups, which the history does not know yet.
    private(set) var moved: [Int64: Int64] = [:]
    /// Chats that take nothing any more, and why.
    private(set) var paused: [Int64: String] = [:]
    /// What owners are to be told once it can be queued.
    private(set) var notes: [(chat: ChatAddress, verdict: DeliveryVerdict)] = []

    var isEmpty: Bool { reports.isEmpty && moved.isEmpty && paused.isEmpty && notes.isEmpty }

    /// Whether a part is on its way.
    var isSending: Bool { reports.contains(where: \.isSending) }

    /// The newest slot of a chat that is here.
    func newestSlot(of chat: ChatAddress) -> ReportSlot? {
        reports.map(\.slot).filter { $0.chat == chat }.max { ($0.date, $0.time) < ($1.date, $1.time) }
    }

    /// Where the chat's next report begins; nil when nothing that is here says so.
    func lastReportEnd(_ chat: ChatAddress) -> Instant? {
        reports.filter { report in report.slot.chat == chat && report.parts.contains { $0.state != .dead } }.map(\.window.until).max()
    }

    mutating func add(_ report: Report) {
        reports.append(report)
    }

    /// Of each chat the oldest part that waits and may go at `now`.
    func due(at now: Instant) -> [Ticket] {
        heads.filter { $0.part.notBefore <= now }
    }

    /// When the next part may go.
    var nextDue: Instant? { heads.map(\.part.notBefore).min() }

    private var heads: [Ticket] {
        var busy: Set<Int64> = []
        return reports.compactMap { report in
            guard busy.insert(report.slot.chat.chat).inserted else { return nil }
            guard !report.isSending, let index = report.parts.firstIndex(where: { $0.state == .queued }) else {
                if !report.isSending { busy.remove(report.slot.chat.chat) }
                return nil
            }
            let chat = report.slot.chat
            let to = ChatAddress(chat: moved[chat.chat] ?? chat.chat, topic: report.isIntoChat ? nil : chat.topic)
            return Ticket(slot: report.slot, index: index, part: report.parts[index], language: report.language, to: to)
        }
    }

    mutating func begin(_ ticket: Ticket) {
        change(ticket) {
            $0.state = .sending
            $0.attempts += 1
        }
    }

    /// Nothing was sent; again from `notBefore` on.
    mutating func putBack(_ ticket: Ticket, notBefore: Instant) {
        change(ticket) { ($0.state, $0.notBefore) = (.queued, notBefore) }
    }

    mutating func sent(_ ticket: Ticket, messageID: Int64?) {
        change(ticket) { ($0.state, $0.messageID) = (.sent, messageID) }
    }

    /// Does what `verdict` says.
    mutating func failed(_ ticket: Ticket, _ verdict: DeliveryVerdict, error: String, at now: Instant) {
        change(ticket) { $0.error = error }
        switch verdict {
        case .again(let pause), .failed(let pause): putBack(ticket, notBefore: now.afterAtLeast(pause))
        case .unknown where ticket.part.isRepeat: change(ticket) { $0.state = .unknown }
        case .unknown:
            change(ticket) { $0.isRepeat = true }
            putBack(ticket, notBefore: now.afterAtLeast(.seconds(5)))
        case .asPlainText:
            change(ticket) { $0.isPlain = true }
            putBack(ticket, notBefore: now)
        case .done: sent(ticket, messageID: nil)
        case .dead:
            change(ticket) { $0.state = .dead }
            notes.append((ticket.slot.chat, verdict))
        case .refused:
            giveUp { $0.slot == ticket.slot }
            notes.append((ticket.slot.chat, verdict))
        case .pause(let reason):
            giveUp { $0.slot.chat.chat == ticket.slot.chat.chat }
            paused[ticket.slot.chat.chat] = reason
        case .intoChat:
            let line = DeliveryWording(ticket.language).insteadOfTopic
            change(ticket) { $0.text = line + "\n" + $0.text }
            putBack(ticket, notBefore: now)
            for index in reports.indices where reports[index].slot == ticket.slot { reports[index].isIntoChat = true }
            notes.append((ticket.slot.chat, verdict))
        case .migrate(let id):
            moved[ticket.slot.chat.chat] = id
            putBack(ticket, notBefore: now)
        }
    }

    /// What can be written down: all but what is on its way.
    var settled: [Report] { reports.filter { !$0.isSending } }

    /// These were written down, with everything else that was here when they were taken.
    mutating func wrote(_ written: UnwrittenOutbox) {
        let slots = Set(written.settled.map(\.slot))
        reports.removeAll { slots.contains($0.slot) }
        notes.removeFirst(min(notes.count, written.notes.count))
        paused = paused.filter { written.paused[$0.key] != $0.value }
        // A report on its way still goes by it.
        if reports.isEmpty { moved = [:] }
    }

    private mutating func change(_ ticket: Ticket, _ change: (inout Part) -> Void) {
        guard let index = reports.firstIndex(where: { $0.slot == ticket.slot }) else { return }
        change(&reports[index].parts[ticket.index])
    }

    private mutating func giveUp(_ isMeant: (Report) -> Bool) {
        for index in reports.indices where isMeant(reports[index]) {
            for part in reports[index].parts.indices where [.queued, .sending].contains(reports[index].parts[part].state) {
                reports[index].parts[part].state = .dead
            }
        }
    }
}

extension UnwrittenOutbox.Report {
    var isSending: Bool { parts.contains { $0.state == .sending } }
}
