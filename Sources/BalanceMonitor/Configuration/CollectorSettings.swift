import StrictTOML

/// `[collector]`: how often balances are asked for, and how much at once.
package struct CollectorSettings: Hashable, Sendable {
    /// Between two sweeps; an account may have its own.
    package var interval: Duration
    /// What an account's poll may take, its login included.
    package var timeout: Duration
    /// How many accounts are polled at once.
    package var concurrency: Int
    /// How many requests go to one host at once.
    package var perHost: Int
}

extension CollectorSettings {
    init(_ table: TOMLReader) {
        let settings = SettingReader(table: table, directory: "")
        interval = settings.duration("interval", standard: "5m", from: "10s", to: "1d")
        timeout = settings.duration("timeout", standard: "20s", from: "1s", to: "5m")
        concurrency = settings.int("concurrency", standard: 16, in: 1...256)
        perHost = settings.int("per_host", standard: 2, in: 1...64)
    }
}
