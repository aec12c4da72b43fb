package import Domain
import StrictTOML

/// Levels below which an account's wallets raise an alert: `[alert]`, an account's `alert.…` over it.
package struct AlertSettings: Hashable, Sendable {
    /// A balance under it is low, in the wallet's own currency; nil for never.
    package var below: Money?
    /// A runway under it is short; nil for never.
    package var runway: Duration?

    /// Where nothing is written: no level for the balance, three days of runway.
    package static let standard = AlertSettings(below: nil, runway: .seconds(3 * 86_400))
}

extension AlertSettings {
    /// What `table` says; where it is silent, what `outer` says. `"off"` switches a level off.
    init(_ table: TOMLReader, over outer: AlertSettings) {
        let settings = SettingReader(table: table, directory: "")
        self = outer
        if Self.isOff("below", table) {
            below = nil
        } else if let level = settings.money("below") {
            below = level
        }
        if Self.isOff("runway", table) {
            runway = nil
        } else if let level = settings.optionalDuration("runway", from: "1h", to: "365d", example: "3d") {
            runway = level
        }
    }

    private static func isOff(_ key: String, _ table: TOMLReader) -> Bool {
        table.kind(of: key) == .string && table.string(key) == "off"
    }
}
