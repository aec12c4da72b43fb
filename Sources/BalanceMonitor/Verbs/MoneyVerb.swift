import Domain
import History
import Networks

/// `classify` and `resolve`: what a person says of money, through the daemon where it runs, else by the verb itself.
package enum MoneyVerb {
    /// How long a running daemon is waited for, in real time; it looks every 3 s.
    private static let patience = Duration.seconds(10)

    /// `classify ACCOUNT AT KIND`: `at` is on the installation's clock, as `history` prints it, or RFC 3339 or epoch seconds; `wallet` is
    /// needed where several fit.
    package static func classify(
        configuration path: String, account: String, at: String, kind: String, wallet: String?, output: Output,
        outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            guard let instant = LocalStamp.instant(at, in: desk.zone) ?? Int64(at).map(Instant.init(seconds:)) else {
                let word = TextTable.printable(String(at.prefix(40)))
                throw VerbEnd(
                    .usage,
                    "AT wants 2026-11-22T09:02:00 (\(desk.zone.name)), 2026-11-22T06:02:00Z (UTC) or epoch seconds, not \"\(word)\"")
            }
            guard let name = ChangeClass(rawValue: kind) else {
                throw VerbEnd.unknown("kind of change", kind, known: ChangeClass.allCases.map(\.rawValue), otherwise: "")
            }
            return try await carryOut(.classify(MoneyWish.Subject(account: account, wallet: wallet), at: instant, name: name), desk)
        }
    }

    /// `resolve ACCOUNT money|unit`: what a change by a factor of 100, 1,000 or 1,000,000 was that holds a wallet.
    package static func resolve(
        configuration path: String, account: String, verdict word: String, wallet: String?, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            guard let verdict = HoldVerdict(rawValue: word) else {
                throw VerbEnd.unknown("decision", word, known: HoldVerdict.allCases.map(\.rawValue), otherwise: "")
            }
            return try await carryOut(.resolve(MoneyWish.Subject(account: account, wallet: wallet), verdict), desk)
        }
    }

    private static func carryOut(_ wish: MoneyWish, _ desk: VerbDesk) async throws -> ExitCode {
        let path = desk.configuration.history.database
        // A database is the daemon's to make.
        try History.openReadOnly(path: path).close()
        let outcome: MoneyWish.Outcome?
        do {
            outcome = try await grantHere(wish, path, desk)
        } catch HistoryError.locked {
            outcome = try await askDaemon(wish, path, desk)
        }
        guard let outcome else {
            throw VerbEnd(.failed, "the daemon has not answered within \(patience.components.seconds) s; the wish stays in its inbox")
        }
        let sentence = wish.sentence(outcome, in: desk.zone)
        if desk.output.isJSON {
            desk.output.write(["done": .bool(outcome.isGranted), "outcome": .string(outcome.sentence)])
        } else if outcome.isGranted {
            desk.output.write(sentence)
        }
        if !outcome.isGranted { desk.output.complain(TextTable.printable(sentence)) }
        return outcome.isGranted ? .ok : .failed
    }

    private static func grantHere(_ wish: MoneyWish, _ path: String, _ desk: VerbDesk) async throws -> MoneyWish.Outcome {
        let history = try History.open(path: path, lock: WriterLock(database: path))
        let bot = desk.configuration.telegram.token?.reveal().split(separator: ":").first.flatMap { Int64($0) } ?? 0
        let holds = HoldDesk(bot: bot, installation: desk.installation, zones: desk.outside.zones, now: desk.now)
        let outcome = try await history.write { try wish.grant(in: $0, desk: holds) }
        try history.close()
        return outcome
    }

    /// Leaves the wish and waits for the answer; nil when none came in time.
    private static func askDaemon(_ wish: MoneyWish, _ path: String, _ desk: VerbDesk) async throws -> MoneyWish.Outcome? {
        let id = try History.leaveWish(path: path, kind: wish.kind, payload: wish.payload, at: desk.now)
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            if let text = try await desk.read({ try $0.wish(id)?.outcome }) { return MoneyWish.Outcome(text: text) }
            guard await TimeSource.system.sleep(.milliseconds(200)) else { return nil }
        }
        return nil
    }
}
