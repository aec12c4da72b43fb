/// What the product says of itself.
package enum Product {
    /// The version, the same as the package's.
    package static let version = "0.1.0"
    /// Where the installed configuration is.
    package static let configurationPath = "/etc/balance-monitor/config.toml"
}
