import Domain
import History
import TelegramAPI

/// `/stat [period] [filter]`: the report for now, or for the days that were asked for.
enum StatBotCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        do {
            let (period, words) = try Period.parse(context.request.arguments)
            let filter = AccountFilter(words: words)
            let (window, occasion) = try window(of: period, context)
            guard try isAnswered(by: filter, in: window, context) else {
                return CommandResult(context.texts.unknownPeriod(HTMLText.escape(words.joined(separator: " "))))
            }
            let report = try context.maker.report(over: window, filter: filter, in: context.snapshot)
            let heading = ReportHeading(occasion: occasion, window: window)
            return CommandResult(BotAnswer(blocks: ReportWording(report, heading: heading, wording: context.wording).blocks))
        } catch let error as PeriodError {
            return CommandResult(HTMLText.escape(context.wording.explain(error)))
        }
    }

    /// Words that are neither a period nor any account are nonsense, and get help instead of an empty report.
    static func isAnswered(by filter: AccountFilter, in window: Window, _ context: CommandContext) throws -> Bool {
        guard !filter.isEmpty else { return true }
        let settings = context.installation.accounts.map(\.settings)
        return try context.installation.ordered(context.snapshot.accounts(), in: window).contains { account in
            filter.matches(account, settings: settings.first { $0.name == account.name })
        }
    }

    /// Without a period: since the chat's last report, as the next one would be.
    private static func window(of period: Period?, _ context: CommandContext) throws -> (Window, ReportOccasion) {
        guard let period else {
            let from = try min(context.snapshot.lastReportEnd(context.request.chat) ?? context.now - SlotReport.firstCovers, context.now)
            return (Window(from: from, until: context.now), .now)
        }
        let dates = try period.dates(today: context.zone.date(at: context.now))
        return (try period.window(now: context.now, zone: context.zone), .period(dates))
    }
}
