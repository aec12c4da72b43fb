import Domain
import History
import TelegramAPI

/// `/chart [period] [filter]`: leaves a job, for a picture takes longer than an update may.
enum ChartBotCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        do {
            let (period, words) = try Period.parse(context.request.arguments)
            guard try StatBotCommand.isAnswered(by: AccountFilter(words: words), context) else {
                return CommandResult(context.texts.unknownPeriod(HTMLText.escape(words.joined(separator: " "))))
            }
            let window = try ChartOrder.window(of: period, now: context.now, zone: context.zone)
            guard let transaction = context.transaction else { return CommandResult(context.texts.noChartUnwritten) }
            let job = ChartJob(
                chat: context.request.chat, replyTo: context.request.isPrivate ? nil : context.request.messageID,
                order: ChartOrder(window: window, askedAt: context.now, words: words))
            try transaction.addJob(kind: ChartOrder.kind, payload: job.text, at: context.now)
            return CommandResult(job: true)
        } catch let error as PeriodError {
            return CommandResult(HTMLText.escape(context.wording.explain(error)))
        }
    }
}
