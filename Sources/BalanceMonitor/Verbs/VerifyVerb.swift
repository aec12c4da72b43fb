import History
import Networks

/// `verify`: whether the database is sound, and whether the money in it adds up.
package enum VerifyVerb {
    /// Reads the whole database, beside a running daemon or without one; ends with `failed` when anything is wrong.
    package static func run(configuration path: String, output: Output, outside: VerbOutside = .process) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let (damage, faults, wallets) = try await desk.read { snapshot in
                (try snapshot.damage(), try snapshot.ledgerFaults(), try snapshot.wallets().count)
            }
            if desk.output.isJSON {
                desk.output.write(
                    .object([
                        .init(name: "sound", value: .bool(damage.isEmpty && faults.isEmpty)),
                        .init(name: "damage", value: .array(damage.map { .string($0) })),
                        .init(name: "ledger_faults", value: .array(faults.map { .string($0) })),
                    ]))
            } else if damage.isEmpty, faults.isEmpty {
                desk.output.write("\(desk.configuration.history.database) is sound, and the money of its \(wallets) wallets adds up.")
            } else {
                for line in damage { desk.output.write("damaged: \(line)") }
                for line in faults { desk.output.write("does not add up: \(line)") }
            }
            return damage.isEmpty && faults.isEmpty ? .ok : .failed
        }
    }
}
