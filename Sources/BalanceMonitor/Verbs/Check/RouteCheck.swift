import Domain
import Networks
import TelegramAPI
import Transport

/// One way to Telegram, tried with `getMe`.
struct RouteCheck: Sendable {
    private let name: String
    private let outcome: Result<BotUser, TelegramError>?
    private let elapsed: Duration
    /// By how many seconds this machine's clock is ahead of Telegram's; nil where Telegram did not say.
    let clockOffset: Int64?
    /// The host that gets the bot's updates by a webhook; nil where there is none, or Telegram did not say.
    var webhook: String?

    var verdict: CheckVerdict {
        if case .success? = outcome { .ok } else { .failed }
    }

    /// Tries every configured way, all at once; one entry that says so where there is no token.
    static func all(_ desk: VerbDesk, _ client: HTTPClient) async -> [RouteCheck] {
        let settings = desk.configuration.telegram
        guard let token = settings.token else { return [RouteCheck(name: "", outcome: nil, elapsed: .zero, clockOffset: nil)] }
        return await withTaskGroup(of: (Int, RouteCheck).self) { group in
            for (index, route) in settings.routes.enumerated() {
                group.addTask { (index, await check(route, token: token, desk, client)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func check(_ route: TelegramRoute, token: Secret, _ desk: VerbDesk, _ client: HTTPClient) async -> RouteCheck {
        let (timeout, now) = (desk.configuration.collector.timeout, desk.outside.time.now)
        let offset = Shared<Int64?>(nil)
        let api = desk.configuration.telegram.api
        let telegram = TelegramClient(api: api, token: token, routes: [route.route], allowsHTTP: api.hasPrefix("http://")) {
            request throws(TransportError) in
            var bounded = request
            bounded.timeout = min(request.timeout, timeout)
            let response = try await client.send(bounded)
            if let date = response.serverDate { offset.update { $0 = now() - date } }
            return response
        }
        let clock = ContinuousClock()
        let began = clock.now
        let outcome: Result<BotUser, TelegramError>
        var webhook: String?
        do throws(TelegramError) {
            outcome = .success(try await telegram.getMe())
            // The bot is judged by getMe; this is only told.
            webhook = (try? await telegram.getWebhookInfo())?.host
        } catch {
            outcome = .failure(error)
        }
        return RouteCheck(name: route.name, outcome: outcome, elapsed: clock.now - began, clockOffset: offset.read { $0 }, webhook: webhook)
    }

    /// `telegram by direct: ok: @Bot (id 1) in 93 ms`.
    func text(_ output: Output) -> String {
        let way = name.isEmpty ? "telegram" : "telegram by \(name)"
        let said =
            switch outcome {
            case .success(let bot):
                TextTable.printable("the bot is @\(bot.username)") + ", answered in \(elapsed.milliseconds) ms" + webhookNote
            case .failure(let error): TextTable.printable(error.description) + " (after \(elapsed.milliseconds) ms)"
            case nil: "no token is set: get one from @BotFather and set [telegram] token"
            }
        return "\(way): \(verdict.shown(on: output)): \(said)"
    }

    private var webhookNote: String {
        guard let webhook else { return "" }
        return "; a webhook sends its updates to \(TextTable.printable(webhook)): the daemon deletes it when it starts, so end what uses it"
    }

    /// `route verdict elapsed_ms bot{id username} webhook error`.
    func json() -> JSONValue {
        var bot = JSONValue.null
        var error: String?
        switch outcome {
        case .success(let user): bot = ["id": .number(user.id), "username": .string(user.username)]
        case .failure(let failure): error = failure.description
        case nil: error = "no token is set"
        }
        return [
            "route": name.isEmpty ? .null : .string(name), "verdict": .string(verdict.rawValue),
            "elapsed_ms": .number(elapsed.milliseconds), "bot": bot, "webhook": .text(webhook), "error": .text(error),
        ]
    }
}
