import Domain
import History
import TelegramAPI

/// `/balance`: what is left now, with a button that polls again.
enum BalanceBotCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        guard try context.hasPolled else { return CommandResult(context.texts.notPolled(accounts: context.installation.accounts.count)) }
        let accounts = try context.accountWords
        let filter: AccountFilter
        do throws(StatQuery.Problem) {
            filter = try accounts.filter(context.request.arguments)
        } catch {
            return CommandResult(HTMLText.escape(QueryWording(wording: context.wording).text(error, command: .balance, accounts: accounts)))
        }
        return CommandResult(
            try answer(maker: context.maker, wording: context.wording, view: context.view, filter: filter, in: context.snapshot))
    }

    /// The same for the button, which edits the message; the button carries the filter on.
    static func answer(
        maker: ReportMaker, wording: Wording, view: CollectorState.View, filter: AccountFilter = .all, in snapshot: Snapshot
    ) throws -> BotAnswer {
        let now = Window(from: wording.now, until: wording.now)
        let report = try maker.report(over: now, filter: filter, in: snapshot)
        let polledAt = try view.lastSweep ?? snapshot.lastSweep()
        let words = BalanceWording(
            report: report, wording: wording, polledAt: polledAt, filter: AccountNames.heading(of: filter, report, wording))
        let rows = report.accounts.map { AccountFilter.Term.row($0.id) }
        let buttons = [filter, AccountFilter(rows)].map {
            BotAnswer.Button(label: CommandWording(wording.language).refresh, action: .poll, parameters: $0.text)
        }
        // No more than Telegram takes; without its filter it would show something else.
        return BotAnswer(blocks: words.blocks, buttons: buttons.first { $0.data.utf8.count <= 64 }.map { [$0] } ?? [])
    }
}
