/// What can be seen in the simulated Telegram.
extension SimulatedTelegram {
    /// The messages of a chat, oldest first; of one topic where it is named.
    package func messages(in chat: Int64, topic: Int64? = nil) -> [SimulatedMessage] {
        state.read { $0.messages.filter { $0.chat == chat && (topic == nil || $0.topic == topic) } }
    }

    /// The bot's messages of a chat, oldest first.
    package func botMessages(in chat: Int64) -> [SimulatedMessage] {
        messages(in: chat).filter(\.isBots)
    }

    /// The bot's messages of a chat once there are `count`, or those there are when `time` is over.
    package func waitForMessages(_ count: Int, in chat: Int64, within time: Duration = .seconds(10)) async -> [SimulatedMessage] {
        _ = await state.first(within: time) { state -> Bool? in
            state.messages.count { $0.chat == chat && $0.isBots } >= count ? true : nil
        }
        return botMessages(in: chat)
    }

    /// How many events there were.
    package var eventCount: Int { state.read(\.events.count) }

    /// The first event from number `start` on that `isWanted`, with its number; nil when `time` is over.
    package func event(
        from start: Int, within time: Duration, _ isWanted: @Sendable (ChatEvent) -> Bool = { _ in true }
    ) async -> (number: Int, event: ChatEvent)? {
        await state.first(within: time) { state in
            state.events.indices.dropFirst(start).first { isWanted(state.events[$0]) }.map { ($0, state.events[$0]) }
        }
    }

    /// Every event from number `start` on, as it happens; ends when the task is cancelled.
    package func events(from start: Int = 0) -> AsyncStream<ChatEvent> {
        let cursor = Watched(start)
        return AsyncStream { [state] in
            let number = cursor.change { cursor in
                defer { cursor += 1 }
                return cursor
            }
            return await state.first(within: .seconds(1 << 30)) { $0.events.count > number ? $0.events[number] : nil }
        }
    }

    /// The menus of commands that the bot set.
    package var menus: [SimulatedMenu] { state.read(\.menus) }

    /// How often a method was called with the right token.
    package func calls(of method: String) -> Int {
        state.read { $0.calls[method.lowercased()] ?? 0 }
    }

    /// The ids of the updates that the bot did not acknowledge yet.
    package var unacknowledged: [Int64] { state.read { $0.updates.map(\.id) } }
}
