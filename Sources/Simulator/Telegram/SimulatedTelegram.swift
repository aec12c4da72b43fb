package import Domain
import FoundationEssentials

/// A Telegram of its own: keeps the Bot API's rules, and lets a test or the demo play the people.
package final class SimulatedTelegram: Sendable {
    package let bot: SimulatedUser
    let state: Watched<TelegramState>
    private let token: Secret
    let clock: @Sendable () -> Instant

    /// A server for the one bot that has `token` (`123456:ABC`); `clock` dates the messages.
    package init(
        token: Secret, bot: SimulatedUser = SimulatedUser(id: 123_456, name: "Balance", username: "BalanceTestBot", isBot: true),
        clock: @escaping @Sendable () -> Instant
    ) {
        self.bot = bot
        self.token = token
        self.clock = clock
        state = Watched(TelegramState(bot: bot))
    }

    /// Another program sends the bot's updates to `url`; nil when a webhook was deleted.
    package var webhook: String? {
        get { state.read { $0.webhook } }
        set { state.change { $0.webhook = newValue } }
    }

    /// The bot's owner gives it another name in @BotFather.
    package func rename(bot username: String) {
        state.change { state in
            state.bot = SimulatedUser(id: state.bot.id, name: state.bot.name, username: username, isBot: true)
        }
    }

    /// Answers one call of the Bot API; a handler for `LoopbackServer`.
    package func respond(to request: ServedRequest) async -> ServedResponse {
        let steps = request.path.split(separator: "/", omittingEmptySubsequences: false)
        guard steps.count == 3, steps[0].isEmpty, steps[1].hasPrefix("bot") else {
            return TelegramAnswer.refusal(code: 404, description: "Not Found").response
        }
        let offered = steps[1].dropFirst(3)
        guard offered == token.reveal() else {
            let isWellFormed = offered.split(separator: ":").count == 2
            return TelegramAnswer.refusal(code: isWellFormed ? 401 : 404, description: isWellFormed ? "Unauthorized" : "Not Found").response
        }
        let call = call(request, method: steps[2].lowercased())
        let fault = state.change { state in
            state.calls[call.method, default: 0] += 1
            return state.takeFault(call)
        }
        guard let fault else { return await answer(call).response }
        if fault.accepts { _ = await answer(call) }
        return await response(to: fault)
    }

    private func answer(_ call: TelegramState.Call) async -> TelegramAnswer {
        call.method == "getupdates" ? await poll(call) : state.change { $0.perform(call) }
    }

    private func response(to fault: TelegramFault) async -> ServedResponse {
        switch fault {
        case .rateLimited(let seconds): return TelegramAnswer.tooMany(seconds).response
        case .refused(let code, let description): return TelegramAnswer.refusal(code: code, description: description).response
        case .page(let status), .acceptThenPage(let status): return .page(status: status)
        case .acceptThenGarbage: return .text("{\"ok\":true,\"resu", type: "application/json")
        case .acceptThenHang, .hang:
            // Ends when the server or the test does.
            try? await Task.sleep(for: .seconds(86_400))
            return .page(status: 504)
        }
    }

    /// Waits for updates. The offset acknowledges all lower ones; a newer poller ends this one with 409.
    private func poll(_ call: TelegramState.Call) async -> TelegramAnswer {
        let mine = state.change { state in
            state.acknowledge(call.parameters["offset"]?.integer)
            state.pollers += 1
            return state.pollers
        }
        if state.read({ $0.webhook }) != nil {
            let words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            return .refusal(code: 409, description: words)
        }
        let limit = Int(min(max(call.parameters["limit"]?.integer ?? 100, 1), 100))
        let patience = Duration.seconds(call.parameters["timeout"]?.integer ?? 0)
        let answer = await state.first(within: patience) { state -> TelegramAnswer? in
            if state.pollers != mine {
                let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                return .refusal(code: 409, description: words)
            }
            return state.updates.isEmpty ? nil : .result(.array(state.updates.prefix(limit).map(\.json)))
        }
        return answer ?? .result([])
    }

    private func call(_ request: ServedRequest, method: String) -> TelegramState.Call {
        var call = TelegramState.Call(method: method, parameters: .object([:]), time: clock())
        var members = request.query.mapValues { JSON.string($0) }
        if let form = FormBody(request) {
            members.merge(form.fields.mapValues { .string($0) }) { _, last in last }
            call.files = form.files
        } else if case .object(let body) = request.json {
            members.merge(body) { _, last in last }
        }
        // In a form and in a query, what is structured travels as JSON in a string.
        for (name, value) in members where ["reply_markup", "commands", "scope"].contains(name) {
            if case .string(let text) = value, let inner = try? JSONDecoder().decode(JSON.self, from: Data(text.utf8)) {
                members[name] = inner
            }
        }
        call.parameters = .object(members)
        return call
    }
}
