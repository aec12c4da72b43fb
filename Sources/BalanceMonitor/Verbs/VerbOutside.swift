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

    /// This process's environment, the system's zones and the machine's clock.
    package static var process: VerbOutside {
        VerbOutside(environment: ProcessInfo.processInfo.environment, zones: ZoneFiles(), time: .system)
    }
}
