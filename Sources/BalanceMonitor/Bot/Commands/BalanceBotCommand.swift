import Domain
import History
import TelegramAPI

/// `/balance`: what is left now, with a button that polls again.
enum BalanceBotCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        let filter = AccountFilter(words: context.request.arguments.split(separator: " ").map { String($0) })
        guard try StatBotCommand.isAnswered(by: filter, in: Window(from: context.now, until: context.now), context) else {
            return CommandResult(context.texts.unknownAccount(HTMLText.escape(context.request.arguments)))
        }
        return CommandResult(
            try answer(maker: context.maker, wording: context.wording, view: context.view, filter: filter, in: context.snapshot))
    }

    /// The same for the button, which edits the message.
    static func answer(
        maker: ReportMaker, wording: Wording, view: CollectorState.View, filter: AccountFilter = .all, in snapshot: Snapshot
    ) throws -> BotAnswer {
        let now = Window(from: wording.now, until: wording.now)
        let report = try maker.report(over: now, filter: filter, in: snapshot)
        let texts = CommandWording(wording.language)
        return BotAnswer(
            blocks: BalanceWording(report: report, wording: wording, polledAt: view.lastSweep).blocks,
            buttons: [BotAnswer.Button(label: texts.refresh, action: .poll)])
    }
}
