package import Domain
import Synchronization

/// The belief in the clock, heard by several and asked by all who date, store or send.
package final class SharedBelief: Sendable {
    private let belief: Mutex<ClockBelief>

    package init(_ belief: ClockBelief) {
        self.belief = Mutex(belief)
    }

    package var value: ClockBelief { belief.withLock { $0 } }

    /// Hears what a server's clock says while this machine's says `local`.
    package func hear(_ witness: ClockBelief.Witness, says server: Instant, at local: Instant) {
        belief.withLock { $0.hear(witness, says: server, at: local) }
    }
}
