/// Why nothing more can be written to standard output.
package enum StreamFailure: Error, Hashable, Sendable {
    /// Nobody reads it any more, which is the reader's own affair, as in `… | head -1`.
    case closed
    /// The disk is full or failing, or there is no standard output at all.
    case failed(reason: String)
}

extension StreamFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .closed: "nobody reads standard output any more"
        case .failed(let reason): "cannot write to standard output: \(reason)"
        }
    }
}
