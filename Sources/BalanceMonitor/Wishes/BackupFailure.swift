import FoundationEssentials
import History

/// A wish of `backup`, which failed: that the owners be told.
struct BackupFailure: Codable {
    static let kind = "backup-failed"

    /// A sentence that says what failed and what to do.
    let reason: String

    init(reason: String) {
        self.reason = reason
    }

    /// Reads a wish of the inbox; nil for one of another kind.
    init?(_ wish: Wish) {
        guard wish.kind == Self.kind, let failure = try? JSONDecoder().decode(Self.self, from: Data(wish.payload.utf8)) else { return nil }
        self = failure
    }

    /// JSON for the inbox.
    var payload: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
