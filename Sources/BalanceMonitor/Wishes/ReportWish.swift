import Domain
import FoundationEssentials
import History

/// A wish of `report --send`: that a report be sent out of turn.
struct ReportWish: Codable, Hashable, Sendable {
    static let kind = "report"

    /// The slot's time of day, which is the newest such slot at the moment of the wish; nil for the report for now.
    var at: String?
    /// The chat that gets it; nil for every subscribed one.
    var chat: Int64?

    init(at: CivilTime?, chat: Int64?) {
        self.at = at?.description
        self.chat = chat
    }

    /// Reads a wish of the inbox; nil for one of another kind, or in another version's form.
    init?(_ wish: Wish) {
        guard wish.kind == Self.kind, let read = try? JSONDecoder().decode(Self.self, from: Data(wish.payload.utf8)) else { return nil }
        if let at = read.at, CivilTime(at) == nil { return nil }
        self = read
    }

    /// JSON for the inbox.
    var payload: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}" }
}
