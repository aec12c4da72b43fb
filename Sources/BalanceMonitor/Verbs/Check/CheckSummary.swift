import Domain
import Networks

/// How well one thing that was checked went.
enum CheckVerdict: String, Sendable {
    case ok, partly, failed

    /// The word, in a colour where there are colours.
    func shown(on output: Output) -> String {
        switch self {
        case .ok: output.coloured(rawValue, .green)
        case .partly: output.coloured(rawValue, .yellow)
        case .failed: output.coloured(rawValue, .red)
        }
    }
}

/// All that `check` found out; the JSON has `configuration`, `warnings`, `accounts`, and after asking `telegram` and `clock`.
struct CheckSummary {
    let path: String
    let accounts: [Installation.PolledAccount]
    let asksTelegram: Bool
    var results: [AccountCheck] = []
    /// Nil where Telegram was not asked.
    var routes: [RouteCheck]?
    /// Nil where no server told its time.
    var clock: ClockCheck?

    /// What is known without asking anybody.
    func print(_ desk: VerbDesk) {
        guard !desk.output.isJSON else {
            desk.output.write([
                "configuration": .string(path), "warnings": warnings(desk),
                "accounts": .list(accounts) { ["name": .string($0.settings.name), "network": .string($0.settings.network)] },
                "telegram_token": .bool(desk.configuration.telegram.token != nil),
            ])
            return
        }
        let networks = Set(accounts.map(\.settings.network)).count
        desk.output.write("configuration: \(path): no problems")
        desk.output.write(
            accounts.isEmpty
                ? "accounts: none yet; `balance-monitor networks NAME` shows what to write into accounts.d"
                : "accounts: \(accounts.count), networks: \(networks), every filter compiles")
        for end in ends(desk) { desk.output.complain("warning: \(end.text(.en))") }
        guard asksTelegram else { return }
        let telegram = desk.configuration.telegram
        let routes = telegram.routes.map(\.name).joined(separator: ", ")
        desk.output.write(
            telegram.token == nil
                ? "telegram: " + desk.output.coloured("no token", .red) + "; get one from @BotFather and set [telegram] token"
                : "telegram: a token is set, owners: \(telegram.owners.count), routes: \(routes)")
    }

    /// What asking brought: in text Telegram and the clock, since the accounts were shown as they came; in JSON everything.
    func printResults(_ desk: VerbDesk) {
        guard !desk.output.isJSON else {
            desk.output.write([
                "configuration": .string(path), "warnings": warnings(desk), "accounts": .list(results) { $0.json() },
                "telegram": routes.map { .list($0) { $0.json() } } ?? .null, "clock": clock?.json() ?? .null,
            ])
            return
        }
        for route in routes ?? [] { desk.output.write(route.text(desk.output)) }
        if let clock { desk.output.write(clock.text(desk.output)) }
    }

    /// Telegram counts as one: a route that works is enough.
    var code: ExitCode {
        var verdicts = results.map(\.verdict)
        if let routes { verdicts.append(routes.contains { $0.verdict == .ok } ? .ok : .failed) }
        if let clock, clock.verdict != .ok { verdicts.append(clock.verdict) }
        if verdicts.allSatisfy({ $0 == .ok }) { return .ok }
        return verdicts.allSatisfy { $0 == .failed } ? .failed : .partly
    }

    /// Networks of the checked accounts that end soon, or have ended.
    private func ends(_ desk: VerbDesk) -> [NetworkEnd] {
        let today = CivilDate(dayNumber: Int(desk.now.seconds / 86_400))
        return NetworkEnd.all(of: desk.installation, today: today).filter { end in accounts.contains { $0.settings.network == end.network }
        }
    }

    private func warnings(_ desk: VerbDesk) -> JSONValue {
        .list(desk.configuration.warnings.map { "\($0)" } + ends(desk).map { $0.text(.en) }) { .string($0) }
    }
}
