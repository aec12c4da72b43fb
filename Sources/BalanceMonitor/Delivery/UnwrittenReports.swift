import Domain
import History
import TelegramAPI

/// Sends scheduled reports while the history cannot be written, and remembers them until it can.
///
/// The readable history is what they show: as of the last sweep that was stored, which they say.
struct UnwrittenReports: Sendable {
    /// A report that was sent and is written down nowhere yet.
    private struct Sent: Sendable {
        let slot: ReportSlot
        let window: Window
    }

    let history: History
    let telegram: TelegramClient
    private let sent = Shared<[Sent]>([])

    init(history: History, telegram: TelegramClient) {
        self.history = history
        self.telegram = telegram
    }

    /// The newest slot of a chat, written down or not.
    func newestSlot(of chat: ChatAddress, in snapshot: Snapshot) throws -> ReportSlot? {
        let stored = try snapshot.newestSlot(of: chat)
        return sent.read { $0 }.map(\.slot).filter { $0.chat == chat }.reduce(stored) { newest, slot in
            guard let newest else { return slot }
            return (newest.date, newest.time) < (slot.date, slot.time) ? slot : newest
        }
    }

    /// Sends the report of a slot to the chat; false when it surely did not go out, so that it is tried again.
    func send(_ due: DueSlots, by report: SlotReport, lastStored: Instant?) async throws -> Bool {
        guard let slot = due.send else { return true }
        let chat = report.subscription.chat.address
        let earlier = sent.read { $0 }.filter { $0.slot.chat == chat }.map(\.window.until).max()
        let (text, window) = try await history.read { try report.render(slot, from: earlier, in: $0) }
        let zone = report.subscription.schedule.zone
        let wording = Wording(language: report.subscription.language, zone: zone, now: report.now)
        let mark = DeliveryWording(wording.language).notWritten(since: lastStored.map(wording.timeAndDay))
        for part in MessageSplitter.product.numbered([mark] + text.blocks, wording.language) {
            do throws(TelegramError) {
                _ = try await telegram.sendMessage(to: chat, part)
            } catch {
                // Nothing can be noted, so a message that may have arrived is not sent twice.
                guard error.mayHaveBeenDelivered else { return false }
            }
        }
        let row = ReportSlot(chat: chat, date: slot.date.description, time: slot.time.description)
        sent.update { $0.append(Sent(slot: row, window: window)) }
        return true
    }

    /// Writes down what was sent meanwhile, as soon as that is possible.
    func writeDown() async throws {
        let waiting = sent.read { $0 }
        guard !waiting.isEmpty else { return }
        try await history.write { transaction in
            for report in waiting { try transaction.recordSent(report.slot, window: report.window) }
        }
        sent.update { list in list.removeAll { report in waiting.contains { $0.slot == report.slot } } }
    }
}
