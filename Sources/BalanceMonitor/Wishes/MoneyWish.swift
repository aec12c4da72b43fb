import Domain
import FoundationEssentials
import History

/// What a person says of money on the command line: granted by the daemon, or by the verb itself where no daemon runs.
enum MoneyWish: Hashable, Sendable {
    /// What the change of an account's wallet at an instant was.
    case classify(Subject, at: Instant, name: ChangeClass)
    /// What the change by a factor of 100, 1,000 or 1,000,000 was that holds an account's wallet.
    case resolve(Subject, HoldVerdict)

    /// A wallet by names that people know.
    struct Subject: Hashable, Sendable {
        var account: String
        /// The wallet's key, and its currency after a slash where one key has several; nil for the only one that fits.
        var wallet: String?
    }

    /// What the wish came to: a sentence, and whether anything was done.
    struct Outcome: Hashable, Sendable {
        var isGranted: Bool
        var sentence: String

        /// As the inbox keeps it.
        var text: String { (isGranted ? "done: " : "refused: ") + sentence }

        init(isGranted: Bool, sentence: String) {
            self.isGranted = isGranted
            self.sentence = sentence
        }

        /// Reads what the daemon answered; what is in no form of ours is no success.
        init(text: String) {
            isGranted = text.hasPrefix("done: ")
            sentence = isGranted ? String(text.dropFirst(6)) : text.hasPrefix("refused: ") ? String(text.dropFirst(9)) : text
        }
    }

    /// What the wish came to, for a reader in `zone`: the change's instant, which the inbox has in UTC, as `history` prints it there.
    func sentence(_ outcome: Outcome, in zone: Zone) -> String {
        guard case .classify(_, let at, _) = self else { return outcome.sentence }
        return outcome.sentence.replacing(at.rfc3339, with: LocalStamp.text(of: at, in: zone))
    }

    var kind: String {
        switch self {
        case .classify: "classify"
        case .resolve: "resolve"
        }
    }

    /// JSON for the inbox.
    var payload: String {
        let stored =
            switch self {
            case .classify(let subject, let at, let name):
                Stored(account: subject.account, wallet: subject.wallet, at: at.seconds, word: name.rawValue)
            case .resolve(let subject, let verdict):
                Stored(account: subject.account, wallet: subject.wallet, at: nil, word: verdict.rawValue)
            }
        return (try? JSONEncoder().encode(stored)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Reads a wish of the inbox; nil for one of another kind, or in another version's form.
    init?(_ wish: Wish) {
        guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(wish.payload.utf8)) else { return nil }
        let subject = Subject(account: stored.account, wallet: stored.wallet)
        switch wish.kind {
        case "classify":
            guard let at = stored.at, let name = ChangeClass(rawValue: stored.word) else { return nil }
            self = .classify(subject, at: Instant(seconds: at), name: name)
        case "resolve":
            guard let verdict = HoldVerdict(rawValue: stored.word) else { return nil }
            self = .resolve(subject, verdict)
        default: return nil
        }
    }

    private struct Stored: Codable {
        var account: String
        var wallet: String?
        var at: Int64?
        var word: String
    }
}
