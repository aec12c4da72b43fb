import Domain
import History
import Testing

@Suite("Gaps and glitches")
struct GapTests {
    @Test("are open once an account and once for all, and the history knows which of them a window touches")
    func gaps() async throws {
        let one = try await OneWallet()
        let account = one.account.id
        let found = try await one.history.write { transaction in
            try transaction.openGap(Gap(account: account, from: at(100), reason: "rate"))
            try transaction.openGap(Gap(account: nil, from: at(150), reason: "off"))
            try transaction.openGap(Gap(account: account, from: at(170), reason: "credentials", detail: "401"))
            let open = try transaction.snapshot.openGaps()
            try transaction.closeGap(of: account, at: at(200), rose: false)
            try transaction.closeGap(of: nil, at: at(160), rose: true)
            try transaction.openGap(Gap(account: account, from: at(300), reason: "temporary"))
            let windows = [(0, 100), (0, 101), (160, 300), (200, 300), (200, 301), (500, 600)] as [(Int64, Int64)]
            return (
                open, try windows.map { try transaction.snapshot.gaps(in: Window(from: at($0.0), until: at($0.1))).map(\.from.seconds) }
            )
        }
        #expect(
            found.0 == [
                Gap(account: account, from: at(100), reason: "credentials", detail: "401"), Gap(account: nil, from: at(150), reason: "off"),
            ])
        #expect(found.1 == [[], [100], [100], [], [300], [300]])
    }

    @Test("are counted where a suspicious reading was not confirmed, and move no money")
    func glitches() async throws {
        let one = try await OneWallet()
        let glitch = Glitch(wallet: one.wallet.id, at: OneWallet.ten + 60, balance: .zero, reason: .zero)
        try await one.history.write { transaction in
            try transaction.record(glitch)
            try transaction.record(glitch)
        }
        let window = try await one.history.read { try $0.windows(Window(from: OneWallet.ten, until: OneWallet.ten + 100)) }
        #expect(window.map(\.glitches) == [1])
        #expect(window.map(\.spend) == [.zero])
    }
}
