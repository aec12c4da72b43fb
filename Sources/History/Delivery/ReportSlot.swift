package import Domain

/// One report that a chat shall get: unique by chat, topic, local date and local time.
package struct ReportSlot: Hashable, Sendable {
    package let chat: ChatAddress
    /// The civil date in the chat's time zone, `2026-11-22`.
    package let date: String
    /// The civil time in the chat's time zone, `10:15`.
    package let time: String

    /// A slot; the schema refuses a date or time of another form.
    package init(chat: ChatAddress, date: String, time: String) {
        self.chat = chat
        self.date = date
        self.time = time
    }

    /// What became of it, from what became of its messages.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// In the outbox.
        case queued
        /// Delivered, in all its parts or in all that Telegram would take.
        case sent
        /// Perhaps delivered, perhaps not.
        case unknown
        /// Refused for good: the next report covers its time again.
        case dead
        /// Never rendered: the host was off and the next slot was due.
        case skipped
    }
}

/// The row id of a report's slot.
package struct SlotID: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}
