/// Why an export ended before it was whole. None holds a row's content.
package enum ExportError: Error, Hashable, Sendable {
    /// What was to be written could not be: the disk is full or failing.
    case cannotWrite(reason: String)
    /// Nobody reads standard output any more.
    case closed
    /// A text in the database that no UTF-8 text in PostgreSQL or in a file can be: `place` says where, `fault` what is wrong.
    case unwritable(place: String, fault: String)
}

extension ExportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotWrite(let reason):
            "cannot write to standard output: \(reason); the export is incomplete: see to that and start it again"
        case .closed:
            "the export is incomplete: whoever was reading standard output has gone; see what that program said, and start it again"
        case .unwritable(let place, let fault):
            "the export is incomplete: \(place) holds \(fault), so the database was changed by another program; `balance-monitor verify` checks it"
        }
    }
}
