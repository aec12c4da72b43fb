import BalanceMonitor
import Domain
import History
import Simulator
import Testing

/// The month that the demo writes, through the collector's books and into a real database.
@Suite("A written past") struct WrittenPastTests {
    private static let hour: Int64 = 3600

    /// A month and the database that it was written to.
    private struct Written {
        let month: DemoMonth
        let folder: ConfigurationFolder
        let history: HistoryReader

        init(endingAt end: Instant) async throws {
            // A week has all the stories, and takes a quarter of the time.
            month = DemoMonth(endingAt: end, days: 7)
            folder = try Self.folder(for: month)
            try await Self.write(month, to: folder)
            history = try History.openReadOnly(path: folder.path + "/balance.db")
        }

        static func folder(for month: DemoMonth) throws -> ConfigurationFolder {
            let files = try DemoFiles(accounts: month.accounts, origin: "http://127.0.0.1:9", definition: ShippedNetworks.text)
            return try ConfigurationFolder(Dictionary(uniqueKeysWithValues: files.all.map { ($0.path, $0.text) }))
        }

        static func write(_ month: DemoMonth, to folder: ConfigurationFolder) async throws {
            let accounts = Dictionary(uniqueKeysWithValues: month.accounts.map { ($0.simulated.name, $0.simulated) })
            let past = WrittenPast(sweeps: month.sweeps) { name, moment in
                switch accounts[name]?.outcome(at: moment) {
                case .balance(let balance, let currency): .wallets([WalletAnswer(balance: balance, currency: currency)])
                case .failure(let kind, let message): .failure(kind, message)
                case nil: .wallets([])
                }
            }
            try await past.write(configuration: folder.path + "/config.toml", environment: [:])
        }

        func account(_ name: String) async throws -> AccountID {
            try #require(try await history.read { try $0.account(named: name) }).id
        }

        func course(_ name: String) throws -> BalanceCourse {
            try #require(month.accounts.first { $0.simulated.name == name }).simulated.course
        }
    }

    // A morning, and an hour after midnight UTC: what happened «yesterday» is worked out from the end.
    @Test(
        "obeys the ledger's laws, ends with the present balances and tells the month's stories",
        arguments: ["2026-11-20T07:13:00Z", "2027-03-01T00:40:00Z"])
    func month(end: String) async throws {
        let end = try #require(Instant(rfc3339: end))
        let written = try await Written(endingAt: end)
        #expect(try await written.history.read { try $0.ledgerFaults() } == [])
        #expect(try await written.history.read { try $0.damage() } == [])
        #expect(try await written.history.read { try $0.lastSweep() } == end)

        let latest = try await written.history.read { snapshot in
            let names = Dictionary(uniqueKeysWithValues: try snapshot.accounts().map { ($0.id, $0.name) })
            return Dictionary(uniqueKeysWithValues: try snapshot.latest().map { (names[$0.wallet.account] ?? "", $0.reading) })
        }
        #expect(latest.count == written.month.accounts.count)
        for account in written.month.accounts.map(\.simulated) where account.name != "popads" {
            #expect(latest[account.name]?.balance == account.course.balance(at: end), "\(account.name)")
        }
        #expect(latest["popads"]?.balance == Money(micros: 77_100_000))
        #expect(latest["propeller-b"]?.balance == Money(micros: 61_300_000))
        #expect(latest["evadav"]?.spent == .zero)

        let whole = Window(from: end - 40 * 24 * Self.hour, until: end)
        let gaps = try await written.history.read { try $0.gaps(in: whole) }
        let (exoclick, popads) = (try await written.account("exoclick"), try await written.account("popads"))
        #expect(gaps.map(\.account) == [exoclick, popads])
        #expect(gaps.map(\.reason) == ["temporary", "credentials"])
        #expect(gaps.map(\.rose) == [true, false])
        #expect(gaps.map { $0.until == nil } == [false, true])
        #expect(gaps.last?.from == end - 9 * Self.hour)

        let adsterra = try await written.account("adsterra")
        let glitches = try await written.history.read { snapshot in
            let wallets = try snapshot.wallets()
            return try snapshot.glitches(in: whole).map { id, count in (wallets.first { $0.id == id }?.account, count) }
        }
        #expect(glitches.map(\.0) == [adsterra])
        #expect(glitches.map(\.1) == [1])

        let day = end - end.seconds % 86_400 - 24 * Self.hour
        let yesterday = try await written.history.read { snapshot in
            let wallet = try snapshot.wallets().first { $0.account == adsterra }?.id
            return try snapshot.credits(in: whole).filter { $0.wallet == wallet }
        }
        #expect(yesterday.map { Window(from: day, until: day + 24 * Self.hour).contains($0.at) } == [true])
        #expect(yesterday.allSatisfy { (499_000_000...500_000_000).contains($0.amount.micros) && $0.kind == .topUp })
    }

    @Test("is written where there is none, and nowhere else")
    func twice() async throws {
        let end = try #require(Instant(rfc3339: "2026-11-20T07:13:00Z"))
        let written = try await Written(endingAt: end)
        let before = try await written.history.read { try $0.revision() }
        let error = await #expect(throws: (any Error).self) { try await Written.write(written.month, to: written.folder) }
        #expect(error.map { "\($0)" }?.contains("holds a history already") == true)
        #expect(try await written.history.read { try $0.revision() } == before)
    }

    @Test("lies in files that are accepted without a warning")
    func configuration() throws {
        let folder = try Written.folder(for: DemoMonth(endingAt: Instant(seconds: 1_795_046_400)))
        let installation = try Installation.load(path: folder.path + "/config.toml", environment: [:], zones: ZoneFiles())
        #expect(installation.configuration.warnings.isEmpty)
        #expect(installation.accounts.count == 7)
        #expect(installation.configuration.telegram.isAPIOnLoopback)
        for path in [
            installation.configuration.history.database, installation.configuration.paths.session, installation.configuration.paths.backups,
        ] {
            #expect(path.hasPrefix(folder.path + "/"))
        }
    }
}

extension Window {
    fileprivate func contains(_ instant: Instant) -> Bool { from < instant && instant <= until }
}
