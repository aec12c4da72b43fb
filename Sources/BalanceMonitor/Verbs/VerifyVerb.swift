import History
import Networks

/// `verify [FILE]`: whether the database, or a copy of one, is sound, and whether the money in it adds up.
package enum VerifyVerb {
    /// Reads all of it, beside a running daemon or without one; ends with `failed` when anything is wrong.
    ///
    /// A `file` that is named needs no configuration: a backup may be looked at on any machine.
    package static func run(
        configuration path: String, file: String? = nil, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        guard let file else {
            return await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
                try verdict(on: desk.configuration.history.database, desk.output)
            }
        }
        do throws(HistoryError) {
            return output.ending(try verdict(on: file, output))
        } catch {
            output.complain(error.sentence(onFile: file))
            return .failed
        }
    }

    private static func verdict(on file: String, _ output: Output) throws(HistoryError) -> ExitCode {
        let soundness = try History.soundness(of: file)
        if output.isJSON {
            output.write(
                .object([
                    .init(name: "sound", value: .bool(soundness.isSound)),
                    .init(name: "damage", value: .array(soundness.damage.map { .string($0) })),
                    .init(name: "ledger_faults", value: .array(soundness.faults.map { .string($0) })),
                ]))
        } else if soundness.isSound {
            output.write("\(file) is sound, and the money of its \(soundness.wallets) wallets adds up.")
        } else {
            for line in soundness.damage { output.write("\(file) is damaged: \(line)") }
            for line in soundness.faults { output.write("\(file) does not add up: \(line)") }
        }
        return soundness.isSound ? .ok : .failed
    }
}
