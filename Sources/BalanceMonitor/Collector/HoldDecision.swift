import Domain
import History

/// Carries out what a person said of a held wallet, at the first answer after he said so.
struct HoldDecision {
    /// Whether the wallet was held when the answer came.
    private let isHeld: Bool
    private let verdict: HoldVerdict?
    private var carriedOut: HoldVerdict?

    /// Asks the history, where the word is written by whoever heard it; a wallet that is not held has none.
    init(of page: Books.Page, in transaction: Transaction) throws {
        isHeld = page.ledger.heldSince != nil
        verdict = isHeld ? try transaction.snapshot.wallet(page.wallet.id).heldVerdict : nil
    }

    /// The answer in the wallet's own unit, which changes here where a person said so.
    mutating func takeUnit(of answered: Money, in page: inout Books.Page) throws -> Money {
        let balance = try answered.shifted(by: page.wallet.unitShift)
        guard verdict == .unit, let shift = page.ledger.unitShift(of: balance) else { return balance }
        let inOldUnit = try balance.shifted(by: shift)
        page.wallet.unitShift += shift
        page.ledger.release()
        carriedOut = .unit
        return inOldUnit
    }

    /// Books the held balance where a person said that it is money; nil where there is nothing to book, or not yet.
    mutating func takeMoney(after before: WalletLedger.Pending?, in ledger: inout WalletLedger) throws -> WalletLedger.Outcome? {
        guard verdict == .money, let outcome = try ledger.acceptHeld(after: before) else { return nil }
        carriedOut = .money
        return outcome
    }

    /// How the hold ended with this answer: `.some(nil)` by itself, nil where it did not end, or there was none.
    func end(of page: Books.Page) -> HoldVerdict?? {
        guard isHeld, page.ledger.heldSince == nil else { return nil }
        return .some(carriedOut)
    }
}
