import Domain

/// Everything the simulated Telegram knows. A pure value: it decides what each call has for an effect and an answer.
struct TelegramState: Sendable {
    /// A call of the Bot API as it came in.
    struct Call: Sendable {
        var method: String
        var parameters: JSON
        var files: [String: SentFile] = [:]
        var time: Instant
    }

    var bot: SimulatedUser
    /// Where updates go instead of `getUpdates`; nil for nowhere.
    var webhook: String?
    var chats: [Int64: SimulatedChat] = [:]
    var messages: [SimulatedMessage] = []
    /// What was not acknowledged yet, oldest first.
    var updates: [(id: Int64, json: JSON)] = []
    var nextUpdate: Int64 = 1001
    /// Everything that can be seen, for those who watch.
    var events: [ChatEvent] = []
    /// Button presses that were not answered yet, and the chat that each came from.
    var openQueries: [String: Int64] = [:]
    var menus: [SimulatedMenu] = []
    var faults: [String: [TelegramFault]] = [:]
    var chatFaults: [ChatFault] = []
    var rates = SimulatedRates()
    /// Chats that answer 429: how many calls more, and the seconds to wait.
    var limits: [Int64: (calls: Int, seconds: Int)] = [:]
    /// Counts the calls of `getUpdates`: the newest one ends the others.
    var pollers = 0
    /// How often each method was called with the right token.
    var calls: [String: Int] = [:]
    private var lastMessage: [Int64: Int64] = [:]

    init(bot: SimulatedUser) {
        self.bot = bot
    }

    /// Takes the fault that this call was to meet.
    mutating func takeFault(_ call: Call) -> TelegramFault? {
        let (method, chat) = (call.method, call.parameters["chat_id"]?.integer)
        if let index = chatFaults.firstIndex(where: { $0.method == method && $0.chat == chat && $0.left != 0 }) {
            if chatFaults[index].skip > 0 {
                chatFaults[index].skip -= 1
                return nil
            }
            if let left = chatFaults[index].left { chatFaults[index].left = left - 1 }
            return chatFaults[index].fault
        }
        guard let fault = faults[method]?.first else { return nil }
        faults[method]?.removeFirst()
        return fault
    }

    /// Puts an update in the queue.
    mutating func push(_ kind: String, _ content: JSON) {
        updates.append((nextUpdate, ["update_id": .integer(nextUpdate), kind: content]))
        nextUpdate += 1
    }

    /// Adds a message to a chat, and to what can be seen.
    mutating func post(_ chat: Int64, _ make: (_ id: Int64) -> SimulatedMessage) -> SimulatedMessage {
        let id = lastMessage[chat, default: 0] + 1
        lastMessage[chat] = id
        let message = make(id)
        messages.append(message)
        events.append(.message(message))
        return message
    }

    /// A message as the Bot API describes it.
    func json(_ message: SimulatedMessage) -> JSON {
        message.json(in: chats[message.chat] ?? SimulatedChat(id: message.chat, kind: .private, title: ""), bot: bot)
    }

    /// Acknowledges all updates below `offset`; a negative one keeps that many from the end.
    mutating func acknowledge(_ offset: Int64?) {
        guard let offset else { return }
        if offset < 0 {
            updates = updates.suffix(Int(-max(offset, -100)))
        } else {
            updates.removeAll { $0.id < offset }
        }
    }
}
