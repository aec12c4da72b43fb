import Domain
import History

/// `balance`: what every wallet held when it was last heard of, and how old that is.
package enum BalanceVerb {
    /// Prints the wallets of the accounts that match every word of `filter`, then a total for each currency.
    package static func run(
        configuration path: String, filter words: [String], output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let filter: AccountFilter
            do throws(StatQuery.Problem) {
                filter = try await desk.accountWords().filter(words.joined(separator: " "))
            } catch {
                throw desk.notUnderstood(error, example: "balance-monitor balance")
            }
            let now = Window(from: desk.now, until: desk.now)
            let (report, view) = try await desk.report(over: now, filter: filter)
            let balances = BalanceList(
                report: report, view: view, wording: desk.wording, filter: AccountNames.heading(of: filter, report, desk.wording))
            if desk.output.isJSON { desk.output.write(balances.json) } else { desk.output.write(balances.text(for: desk.output)) }
            if let warning = view.warning(desk, in: desk.wording) { desk.output.complain(warning) }
            return .ok
        }
    }
}
