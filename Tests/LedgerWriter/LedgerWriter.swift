import Domain
import Glibc
import History
import TestSupport

/// Writes the ledger at the path in its argument, commit after commit, until it is killed; says on its output what it begins and what is done.
@main
struct LedgerWriter {
    typealias Script = KilledWriterScript

    static func main() async throws {
        let path = CommandLine.arguments[1]
        let history = try History.open(path: path, lock: WriterLock(database: path))
        let last = try await history.read { try $0.lastSweep() }
        if last == nil { try await open(history) }
        for step in ((last.map(Script.step) ?? 0) + 1)... {
            say("begin \(step)\n")
            try await history.write { try commit(step, $0) }
            say("done \(step)\n")
            if step % 25 == 0 { try await history.checkpoint() }
        }
    }

    private static func open(_ history: History) async throws {
        guard let usd = Currency("USD") else { return }
        try await history.write { transaction in
            let account = try transaction.upsertAccount(name: "a", was: nil, network: "n", title: "A", at: Script.begin)
            for number in 0..<Script.wallets {
                _ = try transaction.openWallet(
                    account: account.id, key: "w\(number)", title: nil, currency: usd, at: Script.begin, opening: Script.opening)
            }
            try transaction.recordSweep(at: Script.begin)
        }
    }

    /// A sweep with all that may come with it, in one transaction.
    private static func commit(_ step: Int, _ transaction: Transaction) throws {
        let (now, snapshot) = (Script.instant(step), transaction.snapshot)
        for (number, item) in try snapshot.latest().enumerated() {
            let change = Script.change(of: number, in: step)
            guard change != 0 else { continue }
            var next = item.reading
            next.at = now
            next.balance = Money(micros: next.balance.micros + change)
            if change < 0 {
                next.spent = Money(micros: next.spent.micros - change)
            } else {
                next.credited = Money(micros: next.credited.micros + change)
            }
            try transaction.append(next, to: item.wallet.id)
            guard change > 0 else { continue }
            try transaction.record(Credit(wallet: item.wallet.id, at: now, amount: Money(micros: change), kind: .topUp))
        }
        if Script.isReport(step) { try report(step, transaction) }
        let waiting = try [.queued, .sending].flatMap { try snapshot.outbox(in: $0, limit: 9) }
        for row in waiting where Script.isSending(step) { _ = try transaction.markSending(row.id, at: now) }
        for row in waiting where Script.isSent(step) { try transaction.markSent(row.id, messageID: Int64(step), at: now) }
        if step % 40 == 0 { _ = try transaction.thin(until: now - 7200, rows: 2) }
        try transaction.recordSweep(at: now)
    }

    private static func report(_ step: Int, _ transaction: Transaction) throws {
        let (now, name) = (Script.instant(step), Script.slot(step))
        let from = try transaction.snapshot.lastReportEnd(Script.chat) ?? Script.begin
        let slot = ReportSlot(chat: Script.chat, date: name.date, time: name.time)
        guard let id = try transaction.claim(slot, window: Window(from: from, until: now)) else { return }
        let parts = (0..<Script.parts).map { OutgoingMessage.Part(text: "\(step).\($0)") }
        try transaction.enqueue(OutgoingMessage(bot: 1, chat: Script.chat, kind: .report, parts: parts, slot: id, createdAt: now))
    }

    /// At once, for a killed program loses what it had not written.
    private static func say(_ line: String) {
        _ = line.withCString { write(1, $0, strlen($0)) }
    }
}
