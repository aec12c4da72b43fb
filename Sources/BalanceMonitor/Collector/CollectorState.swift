package import Domain
import Synchronization

/// What the collector lets others see between sweeps: doubts, failures, when it last worked.
package final class CollectorState: Sendable {
    /// A look at the collector.
    package struct View: Sendable {
        /// What waits for the next reading, by wallet.
        package var doubts: [WalletID: Suspicion] = [:]
        /// The failures that last, by account.
        package var outages: [AccountID: Gap] = [:]
        /// When the last sweep that was stored, of all accounts whose turn it was, had started.
        package var lastSweep: Instant?
        /// Why nothing is stored at present; nil when all is well.
        package var storageTrouble: String?
        /// Whether the clock is believed.
        package var clockIsBelieved = true
        /// By how many seconds it is behind what the history holds, so that nothing is stored; nil when all is well.
        package var clockBehind: Int64?
        /// By how many seconds the clock is ahead of what servers say; nil before any said so.
        package var clockOffset: Int64?
    }

    private let view = Mutex(View())

    package init() {}

    package var value: View { view.withLock { $0 } }

    func update(_ change: (inout View) -> Void) {
        view.withLock { change(&$0) }
    }
}
