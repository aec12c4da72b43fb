package import Domain
import Synchronization

/// The secrets that this process knows, and the text without them: redaction is by value, wherever a secret stood and however it is written.
package final class Redaction: Sendable {
    private struct State {
        var known: Set<[UInt8]> = []
        var mask = SecretMask()
    }

    private let state = Mutex(State())

    package init() {}

    /// Learns secrets; those shorter than four bytes are left alone, since they would blank out ordinary words.
    ///
    /// One that is a number of less than ten digits is masked where it stands alone, not within a longer number, which may be an amount.
    package func learn(_ secrets: [Secret]) {
        state.withLock { state in
            let new = secrets.map { $0.reveal() }.filter { $0.utf8.count >= 4 && state.known.insert(Array($0.utf8)).inserted }
            if !new.isEmpty { state.mask.addSparingNumbers(new) }
        }
    }

    /// `text` with every known secret replaced by dots.
    package func redact(_ text: String) -> String {
        state.withLock { $0.mask }.redact(text)
    }
}
