import Domain
import Simulator

/// What people do and see, with a bound on every wait.
extension World {
    /// What was waited for did not come.
    struct Missing: Error, CustomStringConvertible {
        let wanted: String
        let seen: [String]

        var description: String { "no message with \"\(wanted)\"; the last ones are:\n" + seen.suffix(4).joined(separator: "\n---\n") }
    }

    /// How long a person waits before calling the bot dead.
    static let patience = Duration.seconds(20)

    /// Says `text` and returns the bot's next message in that chat that holds `wanted`.
    @discardableResult
    func ask(
        _ text: String, by user: SimulatedUser = World.olga, in chat: Int64? = nil, topic: Int64? = nil, expecting wanted: String
    ) async throws -> SimulatedMessage {
        let mark = telegram.eventCount
        telegram.userSays(text, from: user, in: chat, topic: topic)
        return try await message(with: wanted, in: chat ?? user.id, from: mark)
    }

    /// The first message of the bot in `chat` that holds `wanted`, from event number `mark` on.
    @discardableResult
    func message(
        with wanted: String, in chat: Int64, from mark: Int = 0, within time: Duration = World.patience
    ) async throws -> SimulatedMessage {
        let found = await telegram.event(from: mark, within: time) { event in
            guard case .message(let message) = event else { return false }
            return message.chat == chat && message.isBots && message.text.contains(wanted)
        }
        guard let found, case .message(let message) = found.event else {
            throw Missing(wanted: wanted, seen: telegram.botMessages(in: chat).map(\.text))
        }
        return message
    }

    /// The scheduled reports that a chat got, in order.
    func reports(in chat: Int64, topic: Int64? = nil) -> [ReportText] {
        telegram.messages(in: chat, topic: topic).filter(\.isBots).compactMap { ReportText($0.text) }
    }
}

extension World {
    /// Waits until the bot has called `method` more than `count` times.
    func waitForCall(of method: String, after count: Int, within time: Duration = World.patience) async throws {
        let deadline = ContinuousClock.now + time
        while telegram.calls(of: method) <= count {
            guard ContinuousClock.now < deadline else { throw Missing(wanted: "call of \(method)", seen: []) }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

extension World {
    /// Waits until the daemon has logged `words`.
    func waitForLog(_ words: String, within time: Duration = World.patience) async throws {
        let deadline = ContinuousClock.now + time
        while !log.contains(words) {
            guard ContinuousClock.now < deadline else { throw Missing(wanted: words, seen: [log]) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
