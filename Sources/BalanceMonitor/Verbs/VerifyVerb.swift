import History
import Networks

/// `verify [FILE]`: whether the database, or a copy of one, is sound, and whether the money in it adds up.
package enum VerifyVerb {
    /// Reads all of it, beside a running daemon or without one; ends with `failed` when anything is wrong.
    package static func run(
        configuration path: String, file: String? = nil, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let soundness: Soundness
            let named = file
            let file = file ?? desk.configuration.history.database
            do throws(HistoryError) {
                soundness = try History.soundness(of: file)
            } catch {
                throw VerbEnd(.failed, named.map(error.sentence(onFile:)) ?? error.description)
            }
            if desk.output.isJSON {
                desk.output.write(
                    .object([
                        .init(name: "sound", value: .bool(soundness.isSound)),
                        .init(name: "damage", value: .array(soundness.damage.map { .string($0) })),
                        .init(name: "ledger_faults", value: .array(soundness.faults.map { .string($0) })),
                    ]))
            } else if soundness.isSound {
                desk.output.write("\(file) is sound, and the money of its \(soundness.wallets) wallets adds up.")
            } else {
                for line in soundness.damage { desk.output.write("\(file) is damaged: \(line)") }
                for line in soundness.faults { desk.output.write("\(file) does not add up: \(line)") }
            }
            return soundness.isSound ? .ok : .failed
        }
    }
}
