/// The calls that ask about the bot and receive what people did.
extension TelegramClient {
    /// Who the bot is; the check that the token is good.
    package func getMe() async throws(TelegramError) -> BotUser {
        try await call("getMe", Nothing(), timeout: .seconds(20))
    }

    /// Whether Telegram answers at all, by `getMe`, and in which words it does not.
    package func presence() async -> TelegramPresence {
        do throws(TelegramError) {
            _ = try await getMe()
            return TelegramPresence(isPresent: true, isRefused: false, words: "")
        } catch {
            switch error {
            case .rateLimited, .conflict, .forbidden, .badRequest, .migrated:
                return TelegramPresence(isPresent: true, isRefused: false, words: "\(error)")
            case .unauthorized: return TelegramPresence(isPresent: false, isRefused: true, words: "\(error)")
            case .server, .transport, .malformed: return TelegramPresence(isPresent: false, isRefused: false, words: "\(error)")
            }
        }
    }

    /// Waits up to `timeout` seconds for updates with ids from `offset` on, and acknowledges all lower ones.
    ///
    /// Without an offset it starts at the oldest one that was never acknowledged. An update that cannot be read is `.other`.
    package func getUpdates(offset: Int64?, timeout: Int) async throws(TelegramError) -> [Update] {
        let question = UpdatesQuestion(
            offset: offset, timeout: timeout, limit: UpdateBatch.limit, allowedUpdates: ["message", "callback_query", "my_chat_member"])
        // A half-open connection shows only as silence: ten seconds more than the server was told to wait are enough to know.
        let batch: UpdateBatch = try await call("getUpdates", question, timeout: .seconds(timeout + 10))
        return batch.updates
    }

    /// What is known of a chat; throws `.badRequest` with `.chatNotFound` where the bot cannot see it.
    package func getChat(_ id: Int64) async throws(TelegramError) -> Chat {
        try await call("getChat", ["chat_id": id])
    }

    /// Shows `text` to whoever pressed a button, for a moment or (`alert`) until dismissed, and stops the button's spinner.
    package func answerCallbackQuery(id: String, text: String? = nil, alert: Bool = false) async throws(TelegramError) {
        let answer = CallbackAnswer(callbackQueryId: id, text: text, showAlert: alert ? true : nil)
        let _: Bool = try await call("answerCallbackQuery", answer, timeout: .seconds(15))
    }

    /// Sets the menu of commands for a scope and a language (two letters; nil for every language without a menu of its own).
    package func setMyCommands(
        _ commands: [MenuCommand], scope: MenuScope = .everywhere, languageCode: String? = nil
    ) async throws(TelegramError) {
        let menu = Menu(commands: commands, scope: scope, languageCode: languageCode)
        let _: Bool = try await call("setMyCommands", menu)
    }

    /// Where Telegram sends the updates; its URL is empty where `getUpdates` works.
    package func getWebhookInfo() async throws(TelegramError) -> WebhookInfo {
        try await call("getWebhookInfo", Nothing(), timeout: .seconds(20))
    }

    /// Removes a webhook, which would keep `getUpdates` from working; the updates that wait are kept.
    package func deleteWebhook() async throws(TelegramError) {
        let _: Bool = try await call("deleteWebhook", Nothing())
    }
}

/// Whether Telegram answers this bot.
package struct TelegramPresence: Hashable, Sendable {
    package let isPresent: Bool
    /// Whether it answers, but refuses the token.
    package let isRefused: Bool
    /// The sentence that says why not; empty where all is well.
    package let words: String
}

/// A webhook as `getWebhookInfo` describes it.
package struct WebhookInfo: Decodable, Hashable, Sendable {
    /// Often holds a secret in its path, so it must never reach a log.
    let url: String

    /// The host that gets the updates; nil where there is no webhook. Cut to 100 characters.
    package var host: String? {
        guard !url.isEmpty else { return nil }
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = rest.prefix { !"/?#".contains($0) }
        return String((authority.split(separator: "@").last ?? "an unnamed host").prefix(100))
    }
}

private struct Nothing: Encodable {}

private struct UpdatesQuestion: Encodable {
    let offset: Int64?
    let timeout: Int
    let limit: Int
    let allowedUpdates: [String]
}

private struct CallbackAnswer: Encodable {
    let callbackQueryId: String
    let text: String?
    let showAlert: Bool?
}

private struct Menu: Encodable {
    let commands: [MenuCommand]
    let scope: MenuScope
    let languageCode: String?
}
