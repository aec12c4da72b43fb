package import Domain

/// An account at a simulated network.
package struct SimulatedAccount: Hashable, Sendable {
    /// What its network answers instead of the balance, for a time.
    package enum Trouble: Hashable, Sendable {
        /// The key is refused.
        case refused
        /// 500.
        case serverError
        /// A gateway's page of HTML, with 200.
        case page
        /// The balance reads 0: a glitch.
        case zero
    }

    /// What tells it from the others.
    package let name: String
    package let network: SimulatedNetwork
    /// The key that the network gave out.
    package let secret: Secret
    package let currency: Currency
    package var course: BalanceCourse
    package var troubles: [(Window, Trouble)]

    package init(
        name: String, network: SimulatedNetwork, secret: Secret, currency: Currency, course: BalanceCourse,
        troubles: [(Window, Trouble)] = []
    ) {
        self.name = name
        self.network = network
        self.secret = secret
        self.currency = currency
        self.course = course
        self.troubles = troubles
    }

    /// What is wrong at `instant`; the start of a trouble belongs to it, its end does not.
    package func trouble(at instant: Instant) -> Trouble? {
        troubles.first { window, _ in window.from <= instant && instant < window.until }?.1
    }

    package static func == (left: SimulatedAccount, right: SimulatedAccount) -> Bool { left.name == right.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
