import Domain
import History

/// A note to the owners about a trouble that lasts: at most one in 24 hours, whatever restarts there are.
struct DailyNote: Sendable {
    private static let pause: Int64 = 86400

    /// What the trouble is about: `backup`, `damage`, `log`.
    let kind: String
    let note: OwnerNote

    /// Queues the note; false when it was told lately.
    func enqueue(in transaction: Transaction, at now: Instant) throws -> Bool {
        let key = AlertKey(kind: "note-" + kind, subject: "service", chat: ChatAddress(chat: 0))
        let told = try transaction.snapshot.alertStates(kind: key.kind)[key].flatMap { Int64($0) }
        // After a step back of the clock the note before it counts no more.
        if let told, (0..<Self.pause).contains(now.seconds - told) { return false }
        try note.enqueue(in: transaction, at: now)
        try transaction.setAlertState(key, to: String(now.seconds), at: now)
        return true
    }
}
