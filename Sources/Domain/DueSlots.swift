/// What a chat is owed now: at most one report, and the names of those that will not be sent.
package struct DueSlots: Hashable, Sendable {
    /// The report to send, late if its instant is long past; nil when nothing is due.
    package let send: Slot?
    /// Missed slots before it, to be named in it and written down as skipped; in order.
    package let skipped: [Slot]

    package init(send: Slot?, skipped: [Slot]) {
        self.send = send
        self.skipped = skipped
    }
}

extension ReportSchedule {
    /// What is due `now`, when `lastHandled` is the last slot that was sent or skipped.
    ///
    /// A missed slot is sent once, late, unless the next one is due as well; then only the newest is sent and the rest are skipped.
    /// Slots that share an instant were not missed: they are sent one after the other, so ask again until `send` is nil.
    /// Of slots missed for longer than 400 days only those of the last 400 days are named.
    package func dueSlots(now: Instant, lastHandled: Slot) -> DueSlots {
        // The handled date and time may be due at another instant by now, if the zone's law or the chat's zone changed.
        due(now: now, since: lastHandled.at - 1) { $0 > lastHandled && ($0.date, $0.time) != (lastHandled.date, lastHandled.time) }
    }

    /// What is due `now` to a chat that was never sent a scheduled report, and subscribed at `since`.
    package func dueSlots(now: Instant, since: Instant) -> DueSlots {
        due(now: now, since: since) { _ in true }
    }

    private func due(now: Instant, since: Instant, where isOpen: (Slot) -> Bool) -> DueSlots {
        let open = slots(in: Window(from: max(since, now - 400 * 86_400), until: now)).filter(isOpen)
        guard let newest = open.last, let send = open.first(where: { $0.at == newest.at }) else { return DueSlots(send: nil, skipped: []) }
        return DueSlots(send: send, skipped: open.filter { $0.at < newest.at })
    }
}
