import Domain
import History

/// A word to those who run the service, in the private chats that they opened with the bot.
struct OwnerNote: Sendable {
    let bot: Int64
    let owners: [Int64]
    let text: String

    /// Queues the note for every owner who can be written to.
    func enqueue(in transaction: Transaction, at now: Instant) throws {
        for owner in owners {
            guard let chat = try OwnerChat.of(owner, in: transaction.snapshot) else { continue }
            try transaction.enqueue(
                OutgoingMessage(bot: bot, chat: chat.address, kind: .note, parts: [OutgoingMessage.Part(text: text)], createdAt: now))
        }
    }
}
