/// What a test makes go wrong.
extension SimulatedTelegram {
    /// The next call of `method` that has no fault waiting meets `fault`; several are met one after another.
    package func failNext(_ method: String, _ fault: TelegramFault) {
        state.change { $0.faults[method.lowercased(), default: []].append(fault) }
    }

    /// The next `calls` messages to one chat are answered with 429.
    package func limit(_ chat: Int64, retryAfter seconds: Int, calls: Int = 1) {
        state.change { $0.limits[chat] = (calls, seconds) }
    }

    /// The next `count` calls of `method` to one chat meet `fault`, `skip` calls from now; nil for every call from then on.
    package func fail(_ method: String, in chat: Int64, _ fault: TelegramFault, count: Int? = 1, skip: Int = 0) {
        state.change { $0.chatFaults.append(ChatFault(method: method.lowercased(), chat: chat, fault: fault, left: count, skip: skip)) }
    }

    /// Limits messages a second from now on, in real time.
    package func setRates(overall: Int?, chat: Int?) {
        state.change { $0.rates = SimulatedRates(overall: overall, chat: chat) }
    }

    /// How many messages were refused by a limit, and how many came before a pause was over that had been asked for, in real time.
    package var pressure: (refusals: Int, early: Int) { state.read { ($0.rates.refusals, $0.rates.early) } }
}

/// A fault that calls to one chat meet.
struct ChatFault: Sendable {
    let method: String
    let chat: Int64
    let fault: TelegramFault
    /// How often still; nil for ever.
    var left: Int?
    /// How many calls pass before.
    var skip: Int
}
