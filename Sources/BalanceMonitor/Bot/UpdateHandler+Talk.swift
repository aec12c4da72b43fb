import Domain
import History
import TelegramAPI

/// Words that are no command: in a private chat «вчера» is a question, and nonsense gets a helpful answer; elsewhere nothing is said.
extension UpdateHandler {
    func talk(_ message: Message, _ effects: inout UpdateEffects, _ transaction: Transaction) throws {
        // What is addressed to another bot, as in «/stat@otherbot», is that bot's affair.
        guard message.chat.kind == .private, !message.isForwarded, !BotCommand.begins(message), let text = message.text,
            now - message.date <= Self.staleness
        else { return }
        let words = text.split { $0.isWhitespace }.map { String($0) }
        let request = try request(for: message, BotCommand(name: CommandName.stat.rawValue, arguments: words), transaction.snapshot)
        guard AccessTable.allows(request.role, required: CommandName.stat.requiredRole), !words.isEmpty else { return }
        let context = try context(request, transaction)
        let accounts = try context.accountWords
        do throws(StatQuery.Problem) {
            _ = try StatQuery.parse(request.arguments, accounts: accounts)
        } catch {
            let words = QueryWording(wording: context.wording).text(error, command: .stat, accounts: accounts)
            return try answer(request, [context.texts.justTalk + "\n" + HTMLText.escape(words) + "\n/help"], &effects, transaction)
        }
        try answer(request, StatBotCommand.run(context).answer.blocks, &effects, transaction)
    }
}
