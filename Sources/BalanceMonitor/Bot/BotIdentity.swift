import Domain
import Logging
import TelegramAPI

/// The bot's name, which tells its commands from other bots', its menus, and the webhook that it must not have.
///
/// A bot can be renamed in @BotFather while the service runs, so `getMe` is asked again daily, and when somebody writes to an unknown name.
final class BotIdentity: Sendable {
    private static let lifetime = Duration.seconds(86400)
    /// Between two questions that unknown names give cause for: a group may hold many bots.
    private static let pause = Duration.seconds(60)

    private struct State {
        var name: String?
        var askedAt: ContinuousClock.Instant?
        /// When an unknown name last gave cause for a question.
        var doubtedAt: ContinuousClock.Instant?
        /// Whether a webhook was removed: one that comes back belongs to a program that still runs.
        var hasRemovedWebhook = false
        var trouble = RepeatedTrouble()
    }

    private let state = Shared(State())

    /// The bot's name, asked for at the start and once a day. Throws `TelegramError` while no name is known.
    func name(by service: UpdatesService) async throws(TelegramError) -> String {
        let (known, askedAt) = state.read { ($0.name, $0.askedAt) }
        guard let known, let askedAt else { return try await introduce(by: service) }
        guard ContinuousClock.now - askedAt >= Self.lifetime else { return known }
        return await renewed(known, by: service)
    }

    /// The same before these updates are handled, one of which may name the bot by a name that it got lately.
    func name(asAddressedIn updates: [Update], known: String, by service: UpdatesService) async -> String {
        let isUnknown = updates.contains { update in
            guard case .message(let message) = update.kind, let name = BotCommand.addressee(of: message) else { return false }
            return name != known.lowercased()
        }
        guard isUnknown, state.read(\.doubtedAt).map({ ContinuousClock.now - $0 >= Self.pause }) ?? true else { return known }
        state.update { $0.doubtedAt = .now }
        return await renewed(known, by: service)
    }

    /// Removes a webhook that keeps updates from coming, once; returns whether it did.
    func removesWebhook(by service: UpdatesService) async -> Bool {
        do throws(TelegramError) {
            service.beat(requestOf: 50)
            guard let host = try await service.telegram.getWebhookInfo().host else { return false }
            guard !state.read(\.hasRemovedWebhook) else {
                if state.update({ $0.trouble.isNew("webhook \(host)") }) {
                    service.log.error(
                        "The webhook is set again by another program, which gets this bot's updates: end that program, or get a new token",
                        metadata: ["host": "\(host)"])
                }
                return false
            }
            try await service.telegram.deleteWebhook()
            state.update { $0.hasRemovedWebhook = true }
            service.log.warning(
                "The bot had a webhook, which kept its updates from this service; it was deleted, and what waits is kept",
                metadata: ["host": "\(host)"])
            return true
        } catch {
            if state.update({ $0.trouble.isNew("webhook \(error)") }) {
                service.log.warning("Whether the bot has a webhook cannot be told", metadata: ["error": "\(error)"])
            }
            return false
        }
    }

    /// Learns the name, and shows the menus.
    private func introduce(by service: UpdatesService) async throws(TelegramError) -> String {
        service.beat(requestOf: 20)
        let name = try await service.telegram.getMe().username
        service.log.notice("Telegram knows the bot", metadata: ["bot": "@\(name)", "route": "\(service.status.read(\.route))"])
        for menu in BotMenu.all {
            service.beat(requestOf: 30)
            do throws(TelegramError) {
                try await service.telegram.setMyCommands(menu.commands, scope: menu.scope, languageCode: menu.languageCode)
            } catch {
                if state.update({ $0.trouble.isNew("menu \(error)") }) {
                    service.log.warning("A menu of commands cannot be shown", metadata: ["error": "\(error)"])
                }
            }
        }
        keep(name)
        return name
    }

    /// Asks again; what was known stays where there is no answer.
    private func renewed(_ known: String, by service: UpdatesService) async -> String {
        do throws(TelegramError) {
            service.beat(requestOf: 20)
            let name = try await service.telegram.getMe().username
            keep(name)
            if name != known { service.log.notice("The bot has another name now", metadata: ["bot": "@\(name)", "before": "@\(known)"]) }
            return name
        } catch {
            keep(known)
            service.log.warning("The bot's name cannot be asked for again", metadata: ["error": "\(error)"])
            return known
        }
    }

    private func keep(_ name: String) {
        state.update { state in (state.name, state.askedAt) = (name, .now) }
    }
}
