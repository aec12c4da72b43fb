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
        /// Since when nobody seems to collect, for who looks from beside the daemon; nil where it runs.
        package var offSince: Instant?
        /// Why nothing is stored at present; nil when all is well.
        package var storageTrouble: String?
        /// What the daily check found damaged in the database; nil for a sound one.
        package var damage: String?
        /// The copy in which the history goes on, since the database file was removed or replaced; nil when all is well.
        package var savedCopy: String?
        /// How large the write-ahead log has grown, in bytes; nil while it is as large as it should be.
        package var longLog: Int64?
        /// Whether the clock is believed.
        package var clockIsBelieved = true
        /// By how many seconds it is behind what the history holds, so that nothing is stored; nil when all is well.
        package var clockBehind: Int64?
        /// By how many seconds the clock is ahead of what servers say; nil before any said so.
        package var clockOffset: Int64?
        /// Whether a sweep is being stored, or waits for the writer.
        package var isStoring = false
    }

    private let view = Mutex(View())

    package init() {}

    package var value: View { view.withLock { $0 } }

    func update(_ change: (inout View) -> Void) {
        view.withLock { change(&$0) }
    }
}
