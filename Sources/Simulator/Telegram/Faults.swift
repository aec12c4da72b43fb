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
}
