import Domain
import History
import TelegramAPI

/// `/chart [period] [filter]`: leaves a job, for a picture takes longer than an update may.
enum ChartBotCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        let accounts = try context.accountWords
        let (query, window): (StatQuery, Window)
        do throws(StatQuery.Problem) {
            query = try StatQuery.parse(context.request.arguments, accounts: accounts)
            window = try query.chartWindow(now: context.now, zone: context.zone)
        } catch {
            return CommandResult(HTMLText.escape(QueryWording(wording: context.wording).text(error, command: .chart, accounts: accounts)))
        }
        guard let transaction = context.transaction else { return CommandResult(context.texts.noChartUnwritten) }
        let job = ChartJob(
            chat: context.request.chat, replyTo: context.request.isPrivate ? nil : context.request.messageID,
            order: ChartOrder(window: window, askedAt: context.now, filter: query.filter))
        try transaction.addJob(kind: ChartOrder.kind, payload: job.text, at: context.now)
        return CommandResult(job: true)
    }
}

extension StatQuery {
    /// The window of a chart; throws `StatQuery.Problem`.
    func chartWindow(now: Instant, zone: Zone) throws(Problem) -> Window {
        do throws(PeriodError) {
            return try ChartOrder.window(of: period, now: now, zone: zone)
        } catch {
            throw .period(error)
        }
    }
}
