import Domain
import History
import Reports

/// The words of a command line that name accounts, networks or tags.
struct FilterWords {
    private let words: [String]

    init(_ words: [String]) {
        self.words = words.flatMap { $0.split { $0.isWhitespace } }.map { String($0) }
    }

    /// The filter; words that match no configured account, and none of `retired`, are a wrong command line, which gets told what was most likely meant.
    func filter(_ desk: VerbDesk, retired: [Account] = []) throws(VerbEnd) -> AccountFilter {
        let filter = AccountFilter(words: words)
        let settings = desk.installation.accounts.map(\.settings)
        guard !filter.isEmpty, !settings.contains(where: { filter.matches(Self.account($0), settings: $0) }),
            !retired.contains(where: { filter.matches($0, settings: nil) })
        else { return filter }
        let known = Set(settings.flatMap { [$0.name, $0.network] + $0.tags }).sorted()
        throw VerbEnd.unknown(
            "account, network or tag", words.joined(separator: " "), known: known, otherwise: "no account is configured")
    }

    /// The account as the filter looks at it, whether the history has met it or not.
    fileprivate static func account(_ settings: AccountSettings) -> Account {
        Account(
            id: AccountID(rawValue: 0), name: settings.name, network: settings.network, title: settings.title,
            createdAt: Instant(seconds: 0))
    }
}

extension VerbDesk {
    /// The report over `window` as the history alone tells it, with the accounts that it has not met yet; throws `HistoryError` or `MoneyError`.
    func report(over window: Window, filter: AccountFilter) async throws -> (report: Report, view: StoredView) {
        let (installation, zone) = (installation, zone)
        return try await read { snapshot in
            let view = try StoredView(snapshot)
            let maker = ReportMaker(installation: installation, view: view.collectorView, zone: zone)
            var report = try maker.report(over: window, filter: filter, in: snapshot)
            let met = try Set(snapshot.accounts().map(\.name))
            for settings in installation.accounts.map(\.settings) where !met.contains(settings.name) {
                let account = FilterWords.account(settings)
                if filter.matches(account, settings: settings) { report.silent.append(SilentAccount(account: account, outage: nil)) }
            }
            return (report, view)
        }
    }
}
