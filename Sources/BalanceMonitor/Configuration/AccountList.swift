import StrictTOML

/// Reads all accounts and sees that no two claim the same name or the same past.
enum AccountList {
    static func read(_ tables: [TOMLReader], defaults: AlertSettings, secrets: inout SecretReader) -> [AccountSettings] {
        var accounts: [AccountSettings] = []
        var past: [String: TOMLPosition] = [:]
        for table in tables {
            if table.path.isEmpty, table.keys.contains("account") {
                table.know("account")
                table.problem("a file of accounts.d holds the keys of one account: remove the header [[account]]", at: "account")
                continue
            }
            guard let account = AccountSettings(table, defaults: defaults, secrets: &secrets) else { continue }
            if let other = accounts.first(where: { $0.name == account.name }) {
                table.problem("an account named \"\(account.name)\" stands at \(other.position(of: "name")) already", at: "name")
                continue
            }
            accounts.append(account)
            guard let was = account.was, was != account.name else { continue }
            if let other = past[was] {
                table.problem("the account at \(other) says that it was \"\(was)\" already", at: "was")
            }
            past[was] = account.position(of: "was")
        }
        for account in accounts {
            guard let claim = past[account.name] else { continue }
            tables.first?.problems.add(
                TOMLProblem(position: claim, message: "\"was\" names the account at \(account.position(of: "name")), which still exists"))
        }
        return accounts
    }
}
