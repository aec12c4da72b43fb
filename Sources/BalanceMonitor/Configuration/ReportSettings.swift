package import Domain
import StrictTOML

/// `[report]`: when and how scheduled reports are made, unless a chat has its own settings.
package struct ReportSettings: Hashable, Sendable {
    /// The name of the time zone, which the host knows.
    package var timezone: String
    /// Times of day, ascending, each once; none where no report is to be sent by itself.
    package var times: [CivilTime]
    package var language: Language
}

extension ReportSettings {
    init(_ table: TOMLReader, zoneExists: (String) -> Bool, presentName: (String) -> String?) {
        timezone = table.string("timezone", example: "Europe/Moscow") ?? "Europe/Moscow"
        let shown = "the time zone \"\(timezone.prefix(64))\""
        if let present = presentName(timezone) {
            table.warning(
                "\(shown)\(table.place) is an old name that this host does not have: \"\(present)\", its present name, is used for it; "
                    + "write that, or install the package tzdata-legacy",
                at: "timezone")
        } else if !zoneExists(timezone) {
            let name = table.keys.contains("timezone") ? "" : ", the default,"
            table.problem(
                "\(shown)\(name) is not known to this host\(table.place); "
                    + "write one like \"Europe/Moscow\", and see that the package tzdata is installed (old names are in tzdata-legacy)",
                at: "timezone")
        }
        Self.warnOfSign(timezone, table)
        times = Self.times(table)
        if table.keys.contains("times"), times.isEmpty, table.problems.isEmpty {
            table.warning(
                "\"times\"\(table.place) is empty, so no report is sent by itself; write times = [\"10:15\", \"17:15\"] for two a day",
                at: "times")
        }
        language = SettingReader(table: table, directory: "").choice("language", standard: .ru)
    }

    /// `Etc/GMT+3` is west of Greenwich: POSIX, and the tz database's file `etcetera` with it, counts the other way round.
    private static func warnOfSign(_ name: String, _ table: TOMLReader) {
        guard name.hasPrefix("Etc/GMT"), let hours = Int(name.dropFirst(7)), hours != 0 else { return }
        let (side, other) = (hours > 0 ? "behind" : "ahead of", hours > 0 ? "-" : "+")
        table.warning(
            "the time zone \"\(name)\"\(table.place) is \(abs(hours)) hour\(abs(hours) == 1 ? "" : "s") \(side) UTC, whatever its sign suggests; "
                + "write \"Etc/GMT\(other)\(abs(hours))\" if you mean the opposite, or a place, like \"Europe/Moscow\"",
            at: "timezone")
    }

    private static func times(_ table: TOMLReader) -> [CivilTime] {
        var times: [CivilTime] = []
        for (index, text) in (table.strings("times", example: "10:15") ?? ["10:15", "17:15"]).enumerated() {
            guard text.utf8.count == 5, let time = CivilTime(text) else {
                table.problem(
                    "\"\(text.prefix(20))\" in \"times\"\(table.place) is not a time of day, like \"09:30\"", at: "times", element: index)
                continue
            }
            if times.contains(time) {
                table.problem("\"\(text)\" stands twice in \"times\"\(table.place)", at: "times", element: index)
            } else {
                times.append(time)
            }
        }
        return times.sorted()
    }
}
