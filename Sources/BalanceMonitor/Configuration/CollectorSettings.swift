import StrictTOML

/// `[collector]`: how often balances are asked for, and how much at once.
package struct CollectorSettings: Hashable, Sendable {
    /// Between two sweeps; an account may have its own.
    package var interval: Duration
    /// What an account's poll may take, its login included; never longer than `interval`, since a sweep ends with its last account.
    package var timeout: Duration
    /// How many accounts are polled at once.
    package var concurrency: Int
    /// How many accounts of one origin (scheme, host and port) are polled at once.
    package var perHost: Int
}

extension CollectorSettings {
    init(_ table: TOMLReader) {
        let settings = SettingReader(table: table, directory: "")
        interval = settings.duration("interval", standard: "5m", from: "10s", to: "1d")
        let written = settings.optionalDuration("timeout", from: "1s", to: "5m", example: "20s")
        timeout = written ?? min(.seconds(20), interval)
        if let written, written > interval {
            table.problem(
                """
                "timeout"\(table.place) is longer than "interval" (\(interval.components.seconds) s): a network that is silent would hold up all others \
                for longer than that; shorten "timeout" or lengthen "interval"
                """, at: "timeout")
        }
        concurrency = settings.int("concurrency", standard: 16, in: 1...256)
        perHost = settings.int("per_host", standard: 2, in: 1...64)
    }
}
