/// One thing that happened, numbered by Telegram.
package struct Update: Hashable, Sendable {
    /// What happened.
    package enum Kind: Hashable, Sendable {
        case message(Message)
        case callback(CallbackQuery)
        case membership(MembershipChange)
        /// A kind that the bot does not ask for, or one that could not be read: there is nothing to do but to acknowledge it.
        case other
    }

    package let id: Int64
    package let kind: Kind

    /// The offset that acknowledges it.
    package var next: Int64 { id == .max ? id : id + 1 }

    package init(id: Int64, kind: Kind) {
        self.id = id
        self.kind = kind
    }
}

extension Update: Decodable {
    private enum CodingKeys: String, CodingKey { case updateId, message, callbackQuery, myChatMember }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(Int64.self, forKey: .updateId)
        kind = (try? Self.kind(in: container)) ?? .other
    }

    private static func kind(in container: KeyedDecodingContainer<CodingKeys>) throws -> Kind {
        if let message = try container.decodeIfPresent(Message.self, forKey: .message) { return .message(message) }
        if let query = try container.decodeIfPresent(CallbackQuery.self, forKey: .callbackQuery) { return .callback(query) }
        if let change = try container.decodeIfPresent(MembershipChange.self, forKey: .myChatMember) { return .membership(change) }
        return .other
    }
}

/// The updates of one answer, each read by itself: one that cannot be read never costs the others.
struct UpdateBatch: Decodable, Sendable {
    /// So many are asked for, and no more are taken of an answer; the rest comes again.
    static let limit = 100

    let updates: [Update]

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        var updates: [Update] = []
        while !list.isAtEnd, list.currentIndex < Self.limit {
            let element = try list.superDecoder()
            // Without an id an update cannot even be acknowledged; the next one with a higher id does that.
            if let update = try? Update(from: element) { updates.append(update) }
        }
        self.updates = updates
    }
}
