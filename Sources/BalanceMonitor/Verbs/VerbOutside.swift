package import Domain
import FoundationEssentials

/// What a verb knows of the world beside its arguments; tests bring their own.
package struct VerbOutside: Sendable {
    package let environment: [String: String]
    package let zones: ZoneFiles
    package let time: TimeSource

    package init(environment: [String: String], zones: ZoneFiles, time: TimeSource) {
        self.environment = environment
        self.zones = zones
        self.time = time
    }

    /// The terminal's language: Russian where the locale says so (`LC_ALL`, else `LC_MESSAGES`, else `LANG`), English everywhere else.
    package var language: Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("ru") ? .ru : .en
    }

    /// This process's environment, the system's zones and the machine's clock.
    package static var process: VerbOutside {
        VerbOutside(environment: ProcessInfo.processInfo.environment, zones: ZoneFiles(), time: .system)
    }
}
