import Domain
import History
import Networks

/// `accounts`: every configured account, what it held last, and whether it answers; the daemon need not run.
package enum AccountsVerb {
    /// Prints the list; without a database what only the history knows is a dash. Ends `failed` where the history cannot be read.
    package static func run(configuration path: String, output: Output, outside: VerbOutside = .process) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            var states: AccountStates?
            var code = ExitCode.ok
            do {
                states = try await desk.read { try AccountStates($0) }
            } catch HistoryError.missing {
                desk.output.complain("note: there is no history yet at \(desk.configuration.history.database): the daemon makes it")
            } catch {
                desk.output.complain("\(error)")
                code = .failed
            }
            let rows = AccountRow.all(desk, states)
            if desk.output.isJSON {
                desk.output.write(["last_sweep": .instant(states?.view.lastSweep), "accounts": .list(rows) { $0.json }])
            } else if rows.isEmpty {
                desk.output.write("No account is configured yet; `balance-monitor networks NAME` shows what to write into accounts.d.")
            } else {
                desk.output.write(table(rows, desk))
            }
            if !rows.isEmpty, let warning = states?.view.warning(desk, in: desk.english) { desk.output.complain(warning) }
            return code
        }
    }

    private static func table(_ rows: [AccountRow], _ desk: VerbDesk) -> String {
        var table = TextTable([
            .init("NAME"), .init("TITLE"), .init("NETWORK"), .init("TAGS"), .init("INTERVAL", leansRight: true),
            .init("WALLETS", leansRight: true), .init("BALANCE", leansRight: true), .init("AGE", leansRight: true), .init("STATE"),
        ])
        for row in rows { table.add(row.cells(desk)) }
        return table.text(within: desk.output.width)
    }
}
