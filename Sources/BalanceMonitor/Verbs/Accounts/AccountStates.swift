import Domain
import History

/// What the history knows of all accounts, by name.
struct AccountStates: Sendable {
    let view: StoredView
    private let accounts: [String: Account]
    private let wallets: [AccountID: [WalletBalance]]

    /// Throws `HistoryError`.
    init(_ snapshot: Snapshot) throws {
        view = try StoredView(snapshot)
        accounts = try Dictionary(snapshot.accounts().map { ($0.name, $0) }) { first, _ in first }
        wallets = try Dictionary(grouping: snapshot.latest()) { $0.wallet.account }
    }

    /// The account's row and wallets; nil where the history has never met it.
    func account(named name: String) -> (account: Account, wallets: [WalletBalance])? {
        accounts[name].map { ($0, wallets[$0.id] ?? []) }
    }
}
