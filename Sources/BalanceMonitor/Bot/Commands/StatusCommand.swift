import Domain
import History

/// `/status`: how the service itself is doing.
enum StatusCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        let snapshot = context.snapshot
        let day = Window(from: context.now - 86400, until: context.now)
        let glitches = try snapshot.glitches(in: day)
        let wording = StatusWording(
            wording: context.wording, status: context.status, view: context.view,
            configured: context.installation.accounts.count,
            accounts: context.installation.ordered(try snapshot.accounts()), outages: try snapshot.openGaps(),
            unknown: try snapshot.outbox(in: .unknown, limit: 100).count, dead: try snapshot.outbox(in: .dead, limit: 100).count,
            waiting: try snapshot.outbox(in: .queued, limit: 100).count,
            glitches: glitches.values.reduce(0, +), named: try named(glitches.keys, in: day, snapshot))
        return CommandResult(wording.text)
    }

    /// The newest glitch of each of a few wallets.
    private static func named(
        _ wallets: some Collection<WalletID>, in day: Window, _ snapshot: Snapshot
    ) throws -> [(account: Account, wallet: Wallet, glitch: Glitch)] {
        let accounts = Dictionary(try snapshot.accounts().map { ($0.id, $0) }) { first, _ in first }
        return try snapshot.wallets().filter { wallets.contains($0.id) }.flatMap { wallet in
            try snapshot.glitches(of: wallet.id, in: day, limit: 1).compactMap { glitch in
                accounts[wallet.account].map { ($0, wallet, glitch) }
            }
        }.sorted { $0.2.at > $1.2.at }.prefix(5).map { $0 }
    }
}
