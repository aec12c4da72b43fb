import Domain
import History
import TelegramAPI

/// Answers while the history cannot be written: what only reads is answered, what changes something says that it does not.
extension UpdateHandler {
    /// An answer to be sent past the outbox, best effort.
    struct UnwrittenAnswer: Sendable {
        let chat: ChatAddress
        let parts: [String]
    }

    /// The answer to a command of somebody who may ask; nil for everything else.
    func answerUnwritten(_ update: Update, in snapshot: Snapshot) throws -> UnwrittenAnswer? {
        guard case .message(let message) = update.kind, now - message.date <= Self.staleness,
            let command = BotCommand(message: message, botUsername: botUsername), let name = CommandName(rawValue: command.name)
        else { return nil }
        let request = try request(for: message, command, snapshot)
        guard request.role != nil, AccessTable.allows(request.role, required: name.requiredRole) else { return nil }
        let context = try CommandContext(
            request: request, snapshot: snapshot, transaction: nil, installation: installation, view: view, status: status, zones: zones,
            now: now)
        let mark = DeliveryWording(context.language).notWritten(since: view.lastSweep.map(context.wording.timeAndDay))
        let blocks = try [mark] + name.run(context).answer.blocks
        return UnwrittenAnswer(chat: request.chat, parts: MessageSplitter.product.numbered(blocks, context.language))
    }
}
