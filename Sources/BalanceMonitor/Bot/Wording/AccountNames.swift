import Domain
import Reports

/// The accounts that a filter took, as a heading names them: a few by their titles, more by their number.
struct AccountNames {
    /// How many are named one by one.
    private static let named = 4

    private let names: [(name: String, title: String)]

    /// By stable name and title; each account counts once.
    init(_ accounts: [(name: String, title: String)]) {
        names = accounts.reduce(into: []) { names, account in
            if !names.contains(where: { $0.name == account.name }) { names.append(account) }
        }
    }

    /// «PropellerAds клиента А, ExoClick» or «5 аккаунтов»; accounts of one title have their names beside it.
    func text(_ wording: Wording) -> String {
        guard names.count <= Self.named else { return wording.count(names.count, .account) }
        return names.map { account in
            let isAlone = names.filter { $0.title == account.title }.count == 1
            return QueryWording.shortened(TextTable.name(account.title)) + (isAlone ? "" : " (\(account.name))")
        }.joined(separator: ", ")
    }

    /// What a heading says of `filter`: the accounts of `report`, where it has none those of `words`; nil for a filter that takes all.
    static func heading(of filter: AccountFilter, _ report: Report, _ wording: Wording, among words: AccountWords? = nil) -> String? {
        guard !filter.isEmpty else { return nil }
        let shown = report.accounts.map { ($0.name, $0.title) }
        return AccountNames(shown.isEmpty ? words?.accounts(of: filter).map { ($0.name, $0.title) } ?? [] : shown).text(wording)
    }
}

extension Report {
    /// Each account once, those that have never answered last.
    var accounts: [Account] {
        (lines.map(\.account) + silent.map(\.account)).reduce(into: []) { accounts, account in
            if !accounts.contains(where: { $0.name == account.name }) { accounts.append(account) }
        }
    }
}
