import Domain
import History

extension AccountWords {
    /// What the files name, then what only the history remembers.
    init(_ installation: Installation, _ known: [Account]) {
        let configured = installation.configuration.accounts
        let names = Set(configured.map(\.name))
        candidates =
            configured.map { Candidate(name: $0.name, title: $0.title, network: $0.network, tags: $0.tags) }
            + known.filter { !names.contains($0.name) }.map { Candidate(name: $0.name, title: $0.title, network: $0.network) }
    }

    /// The filter that a button, a job or a chat's settings keep as `AccountFilter.text`, or as the loose words of an earlier version.
    ///
    /// Words that mean nothing any more mean no account, and never all of them.
    func stored(_ text: String) -> AccountFilter {
        if let filter = AccountFilter(text: text) { return filter }
        guard case .filter(let filter) = find(text.split { $0.isWhitespace }.map { String($0) }), !filter.isEmpty else {
            return AccountFilter([])
        }
        return filter
    }
}
