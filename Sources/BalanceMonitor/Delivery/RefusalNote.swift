import Domain
import History

/// Tells the owners of a chat that refuses what is sent to it: at once, then once in 24 hours until something arrives there.
struct RefusalNote: Sendable {
    private static let kind = "note-refused"
    private static let pause: Int64 = 86_400

    let chat: ChatAddress
    let note: OwnerNote

    /// Queues the note, unless the owners know.
    func enqueue(in transaction: Transaction, at now: Instant) throws {
        let key = Self.key(chat)
        let told = try transaction.snapshot.alertStates(kind: Self.kind)[key].flatMap { Int64($0) }
        // After a step back of the clock the note before it counts no more.
        if let told, (0..<Self.pause).contains(now.seconds - told) { return }
        try note.enqueue(in: transaction, at: now)
        try transaction.setAlertState(key, to: String(now.seconds), at: now)
    }

    /// Something arrived there: the next refusal is news.
    static func forget(_ chat: ChatAddress, in transaction: Transaction, at now: Instant) throws {
        guard try transaction.snapshot.alertStates(kind: kind)[key(chat)] != nil else { return }
        try transaction.setAlertState(key(chat), to: nil, at: now)
    }

    private static func key(_ chat: ChatAddress) -> AlertKey { AlertKey(kind: kind, subject: "chat", chat: chat) }
}
