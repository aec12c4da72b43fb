package import Domain

/// One account of the demo: what is simulated of it, and how a person would have configured it.
package struct DemoAccount: Hashable, Sendable {
    package let simulated: SimulatedAccount
    /// What people see.
    package let title: String
    package let tags: [String]
    /// Further lines of its file.
    let settings: [String]

    init(_ simulated: SimulatedAccount, title: String, tags: [String], settings: [String] = []) {
        self.simulated = simulated
        self.title = title
        self.tags = tags
        self.settings = settings
    }

    /// Its file in `accounts.d`.
    var file: String {
        let tags = tags.map { "\"\($0)\"" }.joined(separator: ", ")
        // The secret of every simulated network is named as its definition names it.
        let lines = [
            "name    = \"\(simulated.name)\"", "title   = \"\(title)\"", "network = \"\(simulated.network.rawValue)\"",
            "tags    = [\(tags)]", "secrets.\(simulated.network.secretName) = { file = \"secrets/\(simulated.name)\" }",
        ]
        return (lines + settings).map { $0 + "\n" }.joined()
    }
}

extension SimulatedAccount {
    /// What a poll comes to.
    package enum Outcome: Hashable, Sendable {
        case balance(Money, Currency)
        /// What kind of failure, in the words of the network.
        case failure(FailureClass, String)
    }

    /// What a poll at `instant` comes to: the same as when the network is asked over HTTP.
    package func outcome(at instant: Instant) -> Outcome {
        switch trouble(at: instant) {
        case .refused: .failure(.credentials, "HTTP \(network.refusal.status)")
        case .serverError: .failure(.temporary, "HTTP 500")
        case .page: .failure(.permanent, "a page of HTML instead of JSON")
        case .zero: .balance(.zero, currency)
        case nil: .balance(course.balance(at: instant), currency)
        }
    }
}

extension SimulatedNetwork {
    /// The name of the secret in the network's shipped definition.
    fileprivate var secretName: String {
        switch self {
        case .exoclick: "api_token"
        case .popads: "key"
        case .propellerads, .adsterra, .evadav, .kadam: "token"
        }
    }
}
