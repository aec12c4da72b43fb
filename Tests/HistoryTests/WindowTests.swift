import Domain
import History
import Testing

@Suite("A window over the history")
struct WindowTests {
    @Test("agrees with a plain list of readings, whatever its edges and whatever happened", arguments: 1...8)
    func agreesWithModel(seed: Int) async throws {
        var random = try RandomHistory(seed: UInt64(seed), scratch: Scratch())
        try await random.run(sweeps: 140)
        for _ in 0..<60 {
            let window = Window(from: random.instant(), until: random.instant())
            let found = try await random.history.read { try $0.windows(window) }
            let open = random.model.wallets.filter { random.model.value(of: $0.id, at: window.until) != nil }
            #expect(found.map(\.wallet.id) == open.map(\.id))
            for wallet in found { try expect(wallet, in: window, of: random.model) }
        }
        #expect(try await random.history.read { try $0.ledgerFaults() + $0.damage() } == [])
    }

    private func expect(_ found: WalletWindow, in window: Window, of model: LedgerModel) throws {
        let id = found.wallet.id
        let opening = model.value(of: id, at: window.from)
        let closing = try #require(model.value(of: id, at: window.until))
        #expect(
            [found.opening?.balance, found.opening?.spent, found.opening?.credited] == [
                opening?.balance, opening?.spent, opening?.credited,
            ])
        #expect(
            [found.closing.balance, found.closing.spent, found.closing.credited] == [closing.balance, closing.spent, closing.credited])
        #expect(found.spend.micros == model.spend(of: id, in: window))
        #expect(found.topUps.micros == model.topUps(of: id, in: window))
        #expect(
            found.credits == model.credits(of: id, in: window).filter { $0.kind != .topUp || window.until - $0.at < WalletWindow.listed })
        let sum = try found.openingBalance + found.topUps + found.corrections + found.withdrawals - found.spend
        #expect(sum == found.closing.balance, "the identity")
    }

    @Test("is the sum of its parts, however it is cut", arguments: 21...22)
    func addsUp(seed: Int) async throws {
        var random = try RandomHistory(seed: UInt64(seed), scratch: Scratch())
        try await random.run(sweeps: 120)
        for _ in 0..<20 {
            let cuts = (0..<6).map { _ in random.instant() }.sorted()
            let whole = try await random.history.read { try $0.windows(Window(from: cuts[0], until: cuts[5])) }
            let parts = try await random.history.read { snapshot in
                try zip(cuts, cuts.dropFirst()).flatMap { try snapshot.windows(Window(from: $0, until: $1)) }
            }
            let spends = try await random.history.read { try $0.spend(between: cuts) }
            for wallet in whole {
                let own = parts.filter { $0.wallet.id == wallet.wallet.id }
                #expect(wallet.spend.micros == own.reduce(0) { $0 + $1.spend.micros })
                #expect(wallet.topUps.micros == own.reduce(0) { $0 + $1.topUps.micros })
                #expect(wallet.spend.micros == spends[wallet.wallet.id]?.reduce(0) { $0 + $1.micros })
                #expect(spends[wallet.wallet.id]?.suffix(own.count) == own.map(\.spend)[...])
            }
        }
    }

    @Test("between full hours is the same after readings were thinned, and elsewhere says to which hour it answers", arguments: 31...33)
    func survivesThinning(seed: Int) async throws {
        var random = try RandomHistory(seed: UInt64(seed), scratch: Scratch())
        try await random.run(sweeps: 120)
        let model = random.model
        let limit = random.instant()
        let windows = (0..<40).map { _ in Window(from: random.instant(), until: random.instant()) }
        var (deleted, steps) = (0, 0)
        while case let step = try await random.history.write({ try $0.thin(until: limit, rows: 7) }), step > 0 {
            (deleted, steps) = (deleted + step, steps + 1)
            #expect(step <= 7)
            // Most steps end within an hour.
            if steps % 9 == 1 { try await expectThinned(windows, of: random.history, model) }
        }
        let thinned = try await random.history.read { try $0.thinnedUntil() }
        #expect((thinned == nil) == (deleted == 0) && thinned.map { $0 <= limit } ?? true)
        try await expectThinned(windows, of: random.history, model)
        #expect(try await random.history.read { try $0.ledgerFaults() } == [])
    }

    private func expectThinned(_ windows: [Window], of history: History, _ model: LedgerModel) async throws {
        let thinned = try await history.read { try $0.thinnedUntil() }
        for window in windows {
            let (edges, found) = try await history.read { (try $0.answerable(window), try $0.windows(window)) }
            for edge in [(window.from, edges.from), (window.until, edges.until)] where edge.0 != edge.1 {
                #expect(edge.1.seconds == edge.0.seconds / 3600 * 3600 && edge.0 < (thinned ?? edge.0))
            }
            for wallet in found {
                #expect(wallet.spend.micros == model.spend(of: wallet.wallet.id, in: edges))
                #expect(wallet.topUps.micros == model.topUps(of: wallet.wallet.id, in: edges))
                #expect(wallet.closing.balance == model.value(of: wallet.wallet.id, at: edges.until)?.balance)
            }
        }
    }

    @Test("counts what each wallet spent since an instant, and what it holds now")
    func latest() async throws {
        var random = try RandomHistory(seed: 41, scratch: Scratch())
        try await random.run(sweeps: 150)
        let model = random.model
        let since = random.instant()
        let (latest, spent, next) = try await random.history.read {
            (try $0.latest(), try $0.spent(since: since), try $0.earliestNextReading())
        }
        #expect(latest.map(\.wallet) == model.wallets)
        for item in latest {
            let newest = try #require(model.readings[item.wallet.id]?.last)
            #expect([item.reading.balance, item.reading.spent, item.reading.credited] == [newest.balance, newest.spent, newest.credited])
            #expect(item.reading.at >= newest.at && item.reading.at < next)
            let before = model.value(of: item.wallet.id, at: since)?.spent ?? .zero
            #expect(try spent[item.wallet.id] == newest.spent - before)
        }
    }

    @Test("lists a wallet's movements, newest first, each with the sum that moved", arguments: [51, 52])
    func movements(seed: Int) async throws {
        var random = try RandomHistory(seed: UInt64(seed), scratch: Scratch())
        try await random.run(sweeps: 120)
        let model = random.model
        for wallet in model.wallets {
            let readings = model.readings[wallet.id] ?? []
            let steps = Array(zip(readings, readings.dropFirst()).reversed())
            let found = try await random.history.read { try $0.movements(wallet.id, limit: 30) }
            #expect(found.map(\.at) == steps.prefix(30).map(\.1.at))
            for (movement, step) in zip(found, steps) {
                #expect(try [movement.spent, movement.credited] == [step.1.spent - step.0.spent, step.1.credited - step.0.credited])
                #expect(movement.kind == model.credits.first { $0.wallet == wallet.id && $0.at == movement.at }?.kind)
            }
            let since = random.instant()
            let recent = try await random.history.read { try $0.movements(wallet.id, limit: 1000, since: since) }
            #expect(recent.map(\.at) == steps.map(\.1.at).filter { $0 > since })
        }
    }

    @Test("of years names its newest top-ups, what was classified and what rose over a gap, and sums up the others")
    func listing() async throws {
        let one = try await OneWallet()
        let day: Int64 = 86400
        let rises: [(Int64, Credit.Kind)] = [(1, .topUp), (2, .refund), (3, .topUp), (100, .topUp), (399, .topUp)]
        for (index, rise) in rises.enumerated() {
            try await one.append(after: rise.0 * day, spent: 0, credited: Int64(index + 1) * 10)
            let credit = Credit(wallet: one.wallet.id, at: OneWallet.ten + rise.0 * day, amount: money(10), kind: rise.1)
            try await one.history.write { try $0.record(credit) }
        }
        let window = Window(from: OneWallet.ten, until: OneWallet.ten + 400 * day)
        func listed() async throws -> [Int64] {
            let found = try #require(try await one.history.read { try $0.windows(window) }.first)
            #expect([found.topUps, found.refunds, found.spend] == [money(40), money(10), money(-10)])
            return found.credits.map { ($0.at - OneWallet.ten) / day }
        }
        #expect(try await listed() == [2, 399])
        let stranger = try await one.history.write { transaction in
            let gaps = [(nil, 95, 100, true), (one.account.id, 2, 3, false)] as [(AccountID?, Int64, Int64, Bool)]
            for (account, from, until, rose) in gaps {
                try transaction.openGap(Gap(account: account, from: OneWallet.ten + from * day, reason: "off"))
                try transaction.closeGap(of: account, at: OneWallet.ten + until * day, rose: rose)
            }
            return try transaction.upsertAccount(name: "other", was: nil, network: "mgid", title: "O", at: OneWallet.ten).id
        }
        #expect(try await listed() == [2, 100, 399])
        try await one.history.write { transaction in
            try transaction.openGap(Gap(account: stranger, from: OneWallet.ten + 12 * 3600, reason: "rate"))
            try transaction.closeGap(of: stranger, at: OneWallet.ten + 4 * day, rose: true)
        }
        #expect(try await listed() == [2, 100, 399], "another account's gap says nothing of this one")
    }
}
