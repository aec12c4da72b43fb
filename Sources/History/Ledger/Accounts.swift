package import Domain
import GRDB

extension Snapshot {
    /// Every account there ever was, in order of id; a retired one has its `retiredAt`.
    package func accounts() throws -> [Account] {
        try accounts(where: "1", [])
    }

    /// The account of this name, nil when there is none.
    package func account(named name: String) throws -> Account? {
        try accounts(where: "name = ?", [name]).first
    }

    /// Why the history cannot take an account of the configuration under this name; nil where it can.
    ///
    /// The name, or the one it had before (`was`), may stand for money that is not this account's: of another network, or of an account that
    /// was removed.
    package func refusal(ofAccount name: String, was: String?, network: String) throws -> String? {
        let known = try account(named: name)
        let former = try was.flatMap { try account(named: $0) }
        if known != nil, let former {
            return """
                accounts \(former.name) and \(name) both have a history, so \(former.name) cannot become \(name): remove `was` to go on with the \
                history of \(name), or give the account a third name to go on with that of \(former.name)
                """
        }
        guard let row = known ?? former, row.network != network else { return nil }
        let advice = known == nil ? "remove `was`" : "give it another name"
        return "account \(row.name) was one of network \(row.network), now \(network): \(advice)"
    }

    func accounts(where condition: String, _ arguments: StatementArguments) throws -> [Account] {
        let cursor = try rows(
            """
            SELECT id, name, network, title, created_at, retired_at
            FROM account
            WHERE \(condition)
            ORDER BY id
            """, arguments)
        return try Array(cursor.map(Account.init(row:)))
    }
}

extension Transaction {
    /// Brings the account of the configuration into the history and returns its row.
    ///
    /// An account of that name takes the new title and is live again; else one named `was` is renamed; else a row is added.
    /// Throws `HistoryError.refused` where the names stand for other money (`refusal(ofAccount:was:network:)`): it would be mistaken for this one's.
    package func upsertAccount(name: String, was: String?, network: String, title: String, at: Instant) throws -> Account {
        if let refusal = try snapshot.refusal(ofAccount: name, was: was, network: network) { throw HistoryError.refused(refusal) }
        guard var account = try snapshot.account(named: name) ?? was.flatMap({ try snapshot.account(named: $0) }) else {
            try run(
                """
                INSERT INTO account (name, network, title, created_at, retired_at, revision)
                VALUES (?, ?, ?, ?, NULL, ?)
                """, [name, network, title, at.seconds, nextRevision()])
            return Account(id: AccountID(rawValue: database.lastInsertedRowID), name: name, network: network, title: title, createdAt: at)
        }
        let stored = account
        account.name = name
        account.title = title
        account.retiredAt = nil
        if account != stored { try save(account) }
        return account
    }

    /// Notes that an account is no longer in the configuration; its history stays. Once retired it keeps its first date.
    package func retire(_ id: AccountID, at: Instant) throws {
        guard var account = try snapshot.accounts(where: "id = ?", [id.rawValue]).first, account.retiredAt == nil else { return }
        account.retiredAt = at
        try save(account)
    }

    private func save(_ account: Account) throws {
        try run(
            """
            UPDATE account
            SET name = ?, title = ?, retired_at = ?, revision = ?
            WHERE id = ?
            """, [account.name, account.title, account.retiredAt?.seconds, nextRevision(), account.id.rawValue])
    }
}

extension Account {
    /// From the columns id, name, network, title, created_at, retired_at.
    init(row: Row) {
        self.init(
            id: AccountID(rawValue: row[0]), name: row[1], network: row[2], title: row[3], createdAt: Instant(seconds: row[4]),
            retiredAt: (row[5] as Int64?).map(Instant.init(seconds:)))
    }
}
