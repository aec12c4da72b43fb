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
    init(_ table: TOMLReader, zoneExists: (String) -> Bool) {
        timezone = table.string("timezone", example: "Europe/Moscow") ?? "Europe/Moscow"
        if !zoneExists(timezone) {
            let name = table.keys.contains("timezone") ? "" : ", the default,"
            table.problem(
                "the time zone \"\(timezone.prefix(64))\"\(name) is not known to this host\(table.place); "
                    + "write one like \"Europe/Moscow\", and see that the package tzdata is installed",
                at: "timezone")
        }
        times = Self.times(table)
        language = SettingReader(table: table, directory: "").choice("language", standard: .ru)
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
