import Domain
import History

/// Tells the owners of what is wrong with one chat: at once, then once in 24 hours until it is over.
struct RefusalNote: Sendable {
    /// What is wrong.
    enum Kind: String, Sendable {
        /// The chat refuses what is sent to it.
        case refused = "note-refused"
        /// Its report cannot be made.
        case unmade = "note-unmade"
    }

    private static let pause: Int64 = 86_400

    var kind = Kind.refused
    let chat: ChatAddress
    let note: OwnerNote

    /// Queues the note, unless the owners know.
    func enqueue(in transaction: Transaction, at now: Instant) throws {
        let key = Self.key(chat, kind)
        let told = try transaction.snapshot.alertStates(kind: kind.rawValue)[key].flatMap { Int64($0) }
        // After a step back of the clock the note before it counts no more.
        if let told, (0..<Self.pause).contains(now.seconds - told) { return }
        try note.enqueue(in: transaction, at: now)
        try transaction.setAlertState(key, to: String(now.seconds), at: now)
    }

    /// It is over: the next time is news.
    static func forget(_ chat: ChatAddress, _ kind: Kind = .refused, in transaction: Transaction, at now: Instant) throws {
        let key = key(chat, kind)
        guard try transaction.snapshot.alertStates(kind: kind.rawValue)[key] != nil else { return }
        try transaction.setAlertState(key, to: nil, at: now)
    }

    private static func key(_ chat: ChatAddress, _ kind: Kind) -> AlertKey {
        AlertKey(kind: kind.rawValue, subject: "chat", chat: chat)
    }
}
