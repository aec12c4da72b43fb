package import Domain
import StrictTOML

/// The commands of the bot; a case without a role does not compile.
package enum CommandName: String, CaseIterable, Sendable {
    case start, stop, help, whoami, stat, balance, chart, history, status, here

    /// The role that a command needs; nil for what even a stranger may ask, which tells him nothing but his own id.
    package var requiredRole: Role? {
        switch self {
        case .start, .help, .whoami: nil
        case .stop, .stat, .balance, .chart, .history, .status: .viewer
        case .here: .owner
        }
    }

    /// The commands that are most like `name`, two letters off at most, a short one by one, of those that `role` may use.
    package static func nearest(to name: String, for role: Role?) -> [CommandName] {
        let name = name.lowercased()
        let ranked = allCases.filter { AccessTable.allows(role, required: $0.requiredRole) }
            .map { (command: $0, distance: NearestKey.distance($0.rawValue, name)) }
            .filter { $0.distance <= (min(name.count, $0.command.rawValue.count) < 5 ? 1 : 2) }
        let best = ranked.map(\.distance).min()
        return ranked.filter { $0.distance == best }.map(\.command)
    }
}

/// What an inline button does; its raw value begins the button's data, so that it must stay short (64 bytes in all).
package enum ButtonAction: String, CaseIterable, Sendable {
    /// Poll all accounts and show the balances anew.
    case poll
    /// Say what a change of balance was: `class:WALLET:INSTANT:CLASS`.
    case classify = "class"
    /// Say what a change by a factor of 100, 1,000 or 1,000,000 was: `hold:WALLET:INSTANT:VERDICT`.
    case hold

    /// The role that pressing the button needs, checked at each press.
    package var requiredRole: Role {
        switch self {
        case .poll: .viewer
        case .classify: .analyst
        case .hold: .owner
        }
    }
}

/// Decides who a sender is and whether he may; deny by default.
package struct AccessTable: Sendable {
    /// Accounts by which Telegram stands in for somebody it does not name: anonymous group admins, and posts of a linked channel.
    ///
    /// Source: the Bot API's `User` objects 1087968824 (GroupAnonymousBot), 136817688 (Channel Bot) and 777000 (Telegram).
    package static let nobody: Set<Int64> = [1_087_968_824, 136_817_688, 777_000]

    private let owners: Set<Int64>

    package init(owners: some Sequence<Int64>) {
        self.owners = Set(owners).subtracting(Self.nobody)
    }

    /// The role of a sender: owners come from the configuration, everybody else from what was invited; nil for a stranger.
    package func role(of sender: Int64?, invited: Role?) -> Role? {
        guard let sender, sender > 0, !Self.nobody.contains(sender) else { return nil }
        if owners.contains(sender) { return .owner }
        return invited
    }

    /// Whether a sender of `role` may use something that needs `required`.
    package static func allows(_ role: Role?, required: Role?) -> Bool {
        guard let required else { return true }
        return role.map { $0 >= required } ?? false
    }
}
