import Domain
import History
import TelegramAPI

/// `/stat [period] [filter]`: the report for now, or for the days that were asked for.
enum StatBotCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        guard try context.hasPolled else { return CommandResult(context.texts.notPolled(accounts: context.installation.accounts.count)) }
        let accounts = try context.accountWords
        let query: StatQuery
        do throws(StatQuery.Problem) {
            query = try StatQuery.parse(context.request.arguments, accounts: accounts)
        } catch {
            return CommandResult(HTMLText.escape(QueryWording(wording: context.wording).text(error, command: .stat, accounts: accounts)))
        }
        do {
            let (window, occasion) = try window(of: query.period, context)
            let report = try context.maker.report(over: window, filter: query.filter, in: context.snapshot)
            let heading = ReportHeading(
                occasion: occasion, window: window,
                filter: AccountNames.heading(of: query.filter, report, context.wording, among: accounts))
            return CommandResult(BotAnswer(blocks: ReportWording(report, heading: heading, wording: context.wording).blocks))
        } catch let error as PeriodError {
            let words = QueryWording(wording: context.wording).text(.period(error), command: .stat, accounts: accounts)
            return CommandResult(HTMLText.escape(words))
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

extension CommandContext {
    /// Whether there is anything to tell: some network was asked once.
    var hasPolled: Bool {
        get throws { try view.lastSweep != nil || snapshot.lastSweep() != nil || !snapshot.wallets().isEmpty }
    }

    /// The accounts that people can mean, those of the past too.
    var accountWords: AccountWords {
        get throws { AccountWords(installation, try snapshot.accounts()) }
    }
}
