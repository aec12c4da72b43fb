import Domain
import History
import Reports

extension VerbDesk {
    /// The accounts that the words of a command line can mean: the files', and what only the history remembers where there is one.
    func accountWords() async -> AccountWords {
        AccountWords(installation, (try? await read { try $0.accounts() }) ?? [])
    }

    /// A wrong command line: what was not understood, what was perhaps meant, and what would be.
    func notUnderstood(_ problem: StatQuery.Problem, example: String) -> VerbEnd {
        let words = QueryWording(wording: wording)
        let lines = [words.sentence(problem)] + words.guesses(problem) + [wording.say(ru: "Например: ", en: "For example: ") + example]
        return VerbEnd(.usage, lines.joined(separator: "\n"))
    }

    /// The report over `window` as the history alone tells it, with the accounts that it has not met yet; throws `HistoryError` or `MoneyError`.
    func report(over window: Window, filter: AccountFilter) async throws -> (report: Report, view: StoredView) {
        let (installation, zone, now) = (installation, zone, now)
        return try await read { snapshot in
            let view = try StoredView(snapshot)
            let maker = ReportMaker(
                installation: installation, view: view.collectorView(at: now, settings: installation.configuration.collector), zone: zone)
            var report = try maker.report(over: window, filter: filter, in: snapshot)
            let met = try Set(snapshot.accounts().map(\.name))
            for settings in installation.accounts.map(\.settings) where !met.contains(settings.name) {
                let account = Account(
                    id: AccountID(rawValue: 0), name: settings.name, network: settings.network, title: settings.title,
                    createdAt: Instant(seconds: 0))
                if filter.matches(account, settings: settings) { report.silent.append(SilentAccount(account: account, outage: nil)) }
            }
            return (report, view)
        }
    }
}
