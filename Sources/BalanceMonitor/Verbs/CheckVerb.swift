import Foundation
import History
import Networks
import Transport

/// `check`: reads the files, compiles the filters, then asks every network and Telegram once, and stores nothing.
package enum CheckVerb {
    /// Without names all accounts and Telegram are checked, else those accounts alone; `offline` asks nobody.
    ///
    /// Ends `ok`, `partly` or `failed` by how many of the checks went well.
    package static func run(
        configuration path: String, accounts names: [String], offline: Bool, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let accounts = try chosen(names, desk)
            try await compileFilters(of: accounts)
            try await compareWithHistory(accounts, desk)
            var summary = CheckSummary(path: path, accounts: accounts, asksTelegram: names.isEmpty)
            guard !offline else {
                summary.print(desk)
                return .ok
            }
            if !desk.output.isJSON { summary.print(desk) }
            let client = HTTPClient()
            summary.results = await poll(accounts, client, desk)
            if names.isEmpty { summary.routes = await RouteCheck.all(desk, client) }
            summary.clock = ClockCheck(accounts: summary.results, routes: summary.routes ?? [])
            summary.printResults(desk)
            return summary.code
        }
    }

    private static func chosen(_ names: [String], _ desk: VerbDesk) throws -> [Installation.PolledAccount] {
        let accounts = desk.installation.accounts
        for name in names where !accounts.contains(where: { $0.settings.name == name }) {
            if desk.configuration.accounts.contains(where: { $0.name == name }) {
                throw VerbEnd(.usage, "the account \"\(name)\" is retired, so it is not polled; remove `retired` to check it")
            }
            throw VerbEnd.unknown(
                "account", name, known: accounts.map(\.settings.name), otherwise: "no account is configured: write one into accounts.d")
        }
        return names.isEmpty ? accounts : accounts.filter { names.contains($0.settings.name) }
    }

    private static func compileFilters(of accounts: [Installation.PolledAccount]) async throws {
        var checked: Set<String> = []
        var faults: [String] = []
        for definition in accounts.map(\.network.definition) where checked.insert(definition.name).inserted {
            faults += await definition.compileFilters()
        }
        guard faults.isEmpty else {
            throw VerbEnd(.badConfiguration, faults.map { "network definition \($0)" }.joined(separator: "\n"))
        }
    }

    /// Refuses accounts that the daemon would refuse: whose name, or the one they had, stands for other money in the history.
    private static func compareWithHistory(_ accounts: [Installation.PolledAccount], _ desk: VerbDesk) async throws {
        guard access(desk.configuration.history.database, F_OK) == 0 else { return }
        let settings = accounts.map(\.settings)
        let faults: [String]
        do {
            faults = try await desk.read { snapshot in
                try settings.compactMap { account in
                    try snapshot.refusal(ofAccount: account.name, was: account.was, network: account.network).map {
                        "\(account.position(of: account.was == nil ? "network" : "was")): \($0)"
                    }
                }
            }
        } catch let error as HistoryError {
            desk.output.complain("warning: the accounts' names cannot be compared with the history: \(error)")
            return
        }
        guard faults.isEmpty else { throw VerbEnd(.badConfiguration, faults.joined(separator: "\n")) }
    }

    private static func poll(
        _ accounts: [Installation.PolledAccount], _ client: HTTPClient, _ desk: VerbDesk
    ) async -> [AccountCheck] {
        let settings = desk.configuration.collector
        let engine = NetworkEngine(client: client, sessions: .inMemory(), now: desk.outside.time.now, sleep: desk.outside.time.sleep)
        let items = accounts.enumerated().map { (item: $0, origin: $1.network.origin) }
        let checks = await pollAll(items, concurrency: settings.concurrency, perOrigin: settings.perHost) { index in
            let check = AccountCheck(accounts[index], await engine.explain(accounts[index].network, timeout: settings.timeout))
            // As they come: a slow network must not keep the others from view.
            if !desk.output.isJSON { desk.output.write(check.text(desk)) }
            return (index, check)
        }
        return checks.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
