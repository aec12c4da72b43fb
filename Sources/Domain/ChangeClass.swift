/// What a person may call one change of a balance.
package enum ChangeClass: String, Hashable, Sendable, CaseIterable {
    /// Money paid in: what a rise is until somebody says otherwise.
    case topUp = "topup"
    /// A rise that the network gave back: it lowers the spend.
    case refund
    /// Neither spend nor top-up; of a rise or of a fall.
    case correction
    /// What a fall is until somebody says otherwise.
    case spend
    /// A fall that was moved out and not spent.
    case withdrawal
    /// No money: a rise that brought back a fall, or a fall that took back a rise.
    case reversal

    /// What a rise can be.
    package static let ofRise: [ChangeClass] = [.topUp, .refund, .correction, .reversal]
    /// What a fall can be.
    package static let ofFall: [ChangeClass] = [.spend, .withdrawal, .correction, .reversal]

    /// The class of a change that is stored as `kind`; nil stands for a fall of which nobody said anything.
    package init(_ kind: Credit.Kind?) {
        switch kind {
        case .topUp: self = .topUp
        case .refund: self = .refund
        case .correction: self = .correction
        case .withdrawal: self = .withdrawal
        case .reversal: self = .reversal
        case nil: self = .spend
        }
    }

    /// The row that says so of a rise (`amount` above 0) or of a fall (below 0), nil where such a change cannot be that.
    package func credit(of amount: Money, wallet: WalletID, at: Instant, said: Instant) -> Credit? {
        guard amount != .zero, (amount.isNegative ? Self.ofFall : Self.ofRise).contains(self) else { return nil }
        switch self {
        case .topUp: return Credit(wallet: wallet, at: at, amount: amount, kind: .topUp, classifiedAt: said)
        case .refund: return Credit(wallet: wallet, at: at, amount: amount, kind: .refund, classifiedAt: said)
        case .correction: return Credit(wallet: wallet, at: at, amount: amount, kind: .correction, classifiedAt: said)
        case .withdrawal: return Credit(wallet: wallet, at: at, amount: amount, kind: .withdrawal, classifiedAt: said)
        case .reversal: return Credit(wallet: wallet, at: at, amount: amount, kind: .reversal, classifiedAt: said)
        // A correction of nothing takes back what was said of a fall.
        case .spend: return Credit(wallet: wallet, at: at, amount: .zero, kind: .correction, classifiedAt: said)
        }
    }
}
