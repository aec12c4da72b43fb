/// What a person may do; each role may do all that the one below it may.
package enum Role: String, Hashable, Sendable, Comparable, CaseIterable {
    /// Sees.
    case viewer
    /// Sees, and changes the settings of his own chat, snoozes, classifies.
    case analyst
    /// Everything.
    case owner

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .analyst: 1
        case .owner: 2
        }
    }

    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}
