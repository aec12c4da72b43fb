import Domain
import History
import TelegramAPI

/// `/history ACCOUNT`: the last movements, with buttons that say what a rise or a fall was.
enum HistoryBotCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        let accounts = try context.snapshot.accounts()
        let words = context.request.arguments.split { $0.isWhitespace }.joined(separator: " ")
        let live = context.installation.ordered(accounts)
        guard !words.isEmpty else { return CommandResult(list(live, heading: "", context)) }
        switch AccountFinder(context.installation, accounts).find(words) {
        case .one(let account):
            // In a group anybody may press, and is judged then.
            let mayClassify =
                !context.request.isPrivate || AccessTable.allows(context.request.role, required: ButtonAction.classify.requiredRole)
            return CommandResult(try answer(account, context.wording, mayClassify: mayClassify, in: context.snapshot))
        case .several(let found):
            let heading = context.wording.say(ru: "Подходит несколько аккаунтов:", en: "Several accounts fit:")
            return CommandResult(list(found, heading: heading, context))
        case .none(let nearest):
            let words = HTMLText.escape(words.bounded(toBytes: 120))
            let heading = context.wording.say(ru: "Нет аккаунта «\(words)». Похожие:", en: "There is no account \"\(words)\". The nearest:")
            return CommandResult(list(accounts.filter { nearest.contains($0.name) }, heading: heading, context))
        }
    }

    /// One message, so that a button can change all of it.
    static func answer(_ account: Account, _ wording: Wording, mayClassify: Bool, in snapshot: Snapshot) throws -> BotAnswer {
        let history = try HistoryMaker(zone: wording.zone, now: wording.now).history(of: account, in: snapshot)
        let words = HistoryWording(history: history, wording: wording)
        return BotAnswer(
            blocks: MessageSplitter.product.parts(of: [words.text]).first.map { [$0] } ?? [], buttons: mayClassify ? words.buttons : [])
    }

    private static func list(_ accounts: [Account], heading: String, _ context: CommandContext) -> String {
        let lines = accounts.map { "<code>/history \($0.name)</code> · " + HTMLText.escape($0.title) }
        let first = heading.isEmpty ? context.wording.say(ru: "Какой аккаунт показать?", en: "Which account?") : heading
        guard !lines.isEmpty else { return context.wording.say(ru: "Нет ни одного аккаунта.", en: "There is no account.") }
        return ([first] + lines).joined(separator: "\n")
    }
}
