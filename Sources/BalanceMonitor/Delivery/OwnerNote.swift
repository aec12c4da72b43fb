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
            let address = ChatAddress(chat: owner)
            guard let chat = try transaction.snapshot.chat(address), chat.pausedAt == nil else { continue }
            try transaction.enqueue(
                OutgoingMessage(bot: bot, chat: address, kind: .note, parts: [OutgoingMessage.Part(text: text)], createdAt: now))
        }
    }
}
