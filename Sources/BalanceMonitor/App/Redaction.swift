package import Domain
import Synchronization

/// The secrets that this process knows, and the text without them: redaction is by value, wherever a secret stood.
package final class Redaction: Sendable {
    private let secrets = Mutex<[String]>([])

    package init() {}

    /// Learns secrets; those shorter than four characters are left alone, since they would blank out ordinary words.
    package func learn(_ known: [Secret]) {
        let texts = known.map { $0.reveal() }.filter { $0.count >= 4 }
        secrets.withLock { list in
            for text in texts where !list.contains(text) { list.append(text) }
            list.sort { $0.count > $1.count }
        }
    }

    /// `text` with every known secret replaced by dots.
    package func redact(_ text: String) -> String {
        secrets.withLock { list in
            list.reduce(text) { rest, secret in
                rest.contains(secret) ? rest.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "••••") : rest
            }
        }
    }
}
