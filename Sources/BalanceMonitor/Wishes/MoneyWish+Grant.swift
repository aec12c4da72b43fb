import Domain
import History

extension MoneyWish {
    /// Does what is wished, or says why not; throws only where the history cannot be read or written.
    func grant(in transaction: Transaction, desk: HoldDesk) throws -> Outcome {
        do {
            switch self {
            case .classify(let subject, let at, let name):
                let snapshot = transaction.snapshot
                let wallet = try wallet(of: subject, snapshot) { try snapshot.changeOfBalance(of: $0.id, at: at) != .zero }
                let amount = try transaction.classify(wallet.id, at: at, as: name, said: desk.now)
                let change = amount.isNegative ? "fall" : "rise"
                return Outcome(
                    isGranted: true,
                    sentence: "the \(change) of \(amount.magnitude.decimalText) \(wallet.currency) at \(at.rfc3339) is \(name.rawValue) now"
                )
            case .resolve(let subject, let verdict):
                let wallet = try wallet(of: subject, transaction.snapshot) { $0.heldAt != nil && $0.heldVerdict == nil }
                guard let since = wallet.heldAt else { return Outcome(isGranted: false, sentence: "nothing is held") }
                try transaction.decideHold(of: wallet.id, since: since, as: verdict)
                // The question's text is secondary to the decision.
                let shown = try transaction.attempt { try desk.showDecision(verdict, on: wallet, since: since, in: transaction) }
                let words = verdict == .money ? "the held balance is booked" : "the network's answers are converted"
                var sentence = "\(words) at the next poll of \(subject.account)"
                if case .failure(let error) = shown { sentence += "; the question in Telegram could not be changed (\(error))" }
                return Outcome(isGranted: true, sentence: sentence)
            }
        } catch let refusal as Refusal {
            return Outcome(isGranted: false, sentence: refusal.sentence)
        } catch HistoryError.refused(let reason) {
            return Outcome(isGranted: false, sentence: reason)
        }
    }

    /// The one wallet that is meant: of the named key, else the only one of the account that `fits`.
    private func wallet(of subject: Subject, _ snapshot: Snapshot, fits: (Wallet) throws -> Bool) throws -> Wallet {
        guard let account = try snapshot.account(named: subject.account) else {
            throw Refusal(sentence: "the history knows no account \(subject.account)")
        }
        let all = try snapshot.wallets().filter { $0.account == account.id }
        let named = subject.wallet.map { name in all.filter { $0.key == name || Self.fullKey($0) == name } } ?? all
        let keys = all.map(Self.fullKey).joined(separator: ", ")
        guard !named.isEmpty else {
            throw Refusal(sentence: "\(subject.account) has no such wallet; it has: \(keys.isEmpty ? "none yet" : keys)")
        }
        let found = try named.filter(fits)
        guard let wallet = found.first else { throw Refusal(sentence: nothing(of: subject)) }
        guard found.count == 1 else {
            throw Refusal(sentence: "several wallets fit, name one with --wallet: " + found.map(Self.fullKey).joined(separator: ", "))
        }
        return wallet
    }

    private func nothing(of subject: Subject) -> String {
        switch self {
        case .classify(_, let at, _):
            "\(subject.account) has no change at \(at.rfc3339); take AT from `balance-monitor history \(subject.account)`"
        case .resolve: "no change of \(subject.account) waits for a decision"
        }
    }

    private static func fullKey(_ wallet: Wallet) -> String { "\(wallet.key)/\(wallet.currency)" }

    /// Why a wish is not granted.
    private struct Refusal: Error {
        let sentence: String
    }
}
