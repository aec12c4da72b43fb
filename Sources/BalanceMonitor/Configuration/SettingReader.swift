import Domain
import StrictTOML

/// Reads the kinds of settings that sections have in common: bounded numbers, durations, paths, money.
struct SettingReader {
    let table: TOMLReader
    /// What relative paths are relative to.
    let directory: String

    /// The duration at `key`, from `least` to `most`, else `standard`; all are written as in the file, and must be durations.
    func duration(_ key: String, standard: String, from least: String, to most: String) -> Duration {
        optionalDuration(key, from: least, to: most, example: standard) ?? Domain.duration(from: standard) ?? .zero
    }

    /// The duration at `key`, from `least` to `most`; nil where absent or wrong.
    func optionalDuration(_ key: String, from least: String, to most: String, example: String) -> Duration? {
        guard let text = table.string(key, example: example) else { return nil }
        guard let value = Domain.duration(from: text) else {
            table.problem("\"\(key)\"\(table.place) is not a duration: write a number and one of s, m, h, d, like \"\(example)\"", at: key)
            return nil
        }
        guard let least = Domain.duration(from: least), let most = Domain.duration(from: most), (least...most).contains(value) else {
            table.problem("\"\(key)\"\(table.place) must be from \(least) to \(most)", at: key)
            return nil
        }
        return value
    }

    /// The whole number at `key`, within `range`, else `standard`.
    func int(_ key: String, standard: Int, in range: ClosedRange<Int>) -> Int {
        guard let number = table.int(key) else { return standard }
        guard range.contains(number) else {
            table.problem("\"\(key)\"\(table.place) must be from \(range.lowerBound) to \(range.upperBound)", at: key)
            return standard
        }
        return number
    }

    /// The path at `key`, made relative to the configuration's directory, else `standard`, which is taken in the same way.
    func path(_ key: String, standard: String) -> String {
        let written = table.string(key)
        if written?.isEmpty == true { table.problem("\"\(key)\"\(table.place) must not be empty", at: key) }
        return FilePlace.resolve(written ?? standard, in: directory)
    }

    /// The amount at `key`; nil where absent or wrong.
    func money(_ key: String) -> Money? {
        guard let text = table.string(key, example: "100") else { return nil }
        do {
            return try Money(decimal: text)
        } catch {
            table.problem("\"\(key)\"\(table.place): \(error); write the amount alone, like \"100\" or \"99.50\"", at: key)
            return nil
        }
    }

    /// One of the texts in `choices` at `key`, else `standard`.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, standard: Choice) -> Choice where Choice.RawValue == String {
        guard let text = table.string(key) else { return standard }
        if let choice = Choice(rawValue: text) { return choice }
        let all = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        table.problem("\"\(key)\"\(table.place) must be one of \(all)", at: key)
        return standard
    }
}
