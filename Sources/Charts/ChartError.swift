package import Domain

/// Why there is no picture.
package enum ChartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No font of this host can write Russian and English.
    case noFont
    /// Cairo's own words.
    case cairo(String)
    /// A sum does not fit.
    case money(MoneyError)
    /// More of them than one picture can hold.
    case tooTall(charts: Int)

    package var description: String {
        switch self {
        case .noFont:
            "no font was found that has the letters of a chart: install one (on Debian: apt-get install fonts-dejavu-core)"
        case .cairo(let words): "the picture could not be drawn: \(words)"
        case .money(let error): error.description
        case .tooTall(let charts): "\(charts) currencies do not fit into one picture: name an account, network or tag"
        }
    }
}
