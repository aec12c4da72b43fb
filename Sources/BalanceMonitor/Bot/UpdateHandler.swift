import Domain
import History
import Logging
import TelegramAPI

/// Turns one update into rows: its answer, its change of settings, its job, and the offset, all in one transaction.
struct UpdateHandler: Sendable {
    /// Commands older than this many seconds are named once and not answered one by one.
    static let staleness: Int64 = 600

    let bot: Int64
    let botUsername: String
    let installation: Installation
    let zones: ZoneFiles
    let view: CollectorState.View
    let status: ServiceStatus
    let refreshes: RefreshThrottle
    let now: Instant
    let log: Logger

    /// Stores the effect of `update`; `staleCount` is how many old commands of its sender in its chat end with this one.
    func handle(_ update: Update, staleCount: Int?, in transaction: Transaction) throws -> UpdateEffects {
        var effects = UpdateEffects()
        switch update.kind {
        case .message(let message): try handle(message, staleCount: staleCount, &effects, transaction)
        case .callback(let query): try handle(query, &effects, transaction)
        case .membership(let change): try handle(change, &effects, transaction)
        case .other: break
        }
        try transaction.setUpdateOffset(bot: bot, next: update.next, at: now)
        return effects
    }

    /// The command that a message gives this bot, if it is old.
    func staleCommand(_ update: Update) -> Message? {
        guard case .message(let message) = update.kind, now - message.date > Self.staleness,
            BotCommand(message: message, botUsername: botUsername) != nil
        else { return nil }
        return message
    }

    private func handle(_ message: Message, staleCount: Int?, _ effects: inout UpdateEffects, _ transaction: Transaction) throws {
        if let old = message.migratedFrom {
            try transaction.migrateChat(from: old, to: message.chat.id, at: now)
            effects.changesSchedule = true
        }
        if let new = message.migratedTo {
            try transaction.migrateChat(from: message.chat.id, to: new, at: now)
            effects.changesSchedule = true
        }
        guard let command = BotCommand(message: message, botUsername: botUsername) else {
            return try talk(message, &effects, transaction)
        }
        let request = try request(for: message, command, transaction.snapshot)
        guard request.role != nil else { return try greet(request, &effects, transaction) }
        if now - message.date > Self.staleness {
            if let staleCount {
                try answer(request, [CommandWording(language(transaction, request.chat)).backlog(count: staleCount)], &effects, transaction)
            }
            return
        }
        let context = try context(request, transaction)
        guard let name = CommandName(rawValue: command.name) else {
            guard request.isPrivate else { return }
            let near = CommandName.nearest(to: command.name, for: request.role)
            let blocks = [context.texts.unknown(command.name, near: near)] + HelpCommand.run(context).answer.blocks
            return try answer(request, blocks, &effects, transaction)
        }
        guard AccessTable.allows(request.role, required: name.requiredRole) else {
            return try answer(request, [context.texts.notAllowed], &effects, transaction)
        }
        let result = try name.run(context)
        effects.changesSchedule = effects.changesSchedule || result.changesSchedule
        effects.hasJobs = effects.hasJobs || result.leavesJob
        if result.answer.blocks.isEmpty { return }
        try answer(request, result.answer.blocks, buttons: result.answer.buttons, &effects, transaction)
    }

    private func handle(_ query: CallbackQuery, _ effects: inout UpdateEffects, _ transaction: Transaction) throws {
        let language = try query.address.map { try self.language(transaction, $0) } ?? installation.configuration.report.language
        let texts = CommandWording(language)
        let role = try role(of: query.person?.id, transaction.snapshot)
        guard let press = query.data.flatMap(ButtonPress.init), let message = query.message, let chat = query.address,
            AccessTable.allows(role, required: press.action.requiredRole)
        else {
            // A stranger's button stops spinning, and says nothing.
            effects.callbackAnswers.append((query.id, role == nil ? nil : texts.notAllowed))
            return
        }
        func moneyPress() -> MoneyPress {
            MoneyPress(
                parameters: press.parameters, installation: installation, zones: zones, bot: bot, now: now, chat: chat, message: message.id,
                log: log)
        }
        switch press.action {
        case .classify:
            effects.callbackAnswers.append((query.id, try moneyPress().classify(in: transaction)))
            effects.hasMessages = true
        case .hold:
            effects.callbackAnswers.append((query.id, try moneyPress().decide(in: transaction)))
            effects.hasMessages = true
        case .poll:
            if let wait = refreshes.wait(at: now) {
                effects.callbackAnswers.append((query.id, texts.refreshedLately(seconds: wait)))
                return
            }
            let filter = press.parameters.joined(separator: ":")
            let job = RefreshJob(chat: chat, message: message.id, filter: filter.isEmpty ? nil : filter)
            try transaction.addJob(kind: RefreshJob.kind, payload: job.text, at: now)
            effects.hasJobs = true
            effects.callbackAnswers.append((query.id, texts.refreshing))
        }
    }

    private func handle(_ change: MembershipChange, _ effects: inout UpdateEffects, _ transaction: Transaction) throws {
        guard !change.new.canWrite else {
            try transaction.revive(change.chat.id, at: now)
            effects.changesSchedule = true
            return
        }
        try transaction.pauseChat(change.chat.id, reason: "the bot was blocked or removed", at: now)
        effects.changesSchedule = true
    }

    /// A stranger's one line: in a private chat, once an hour.
    private func greet(_ request: BotRequest, _ effects: inout UpdateEffects, _ transaction: Transaction) throws {
        guard request.isPrivate, let id = request.sender, try StrangerThrottle.admits(id, at: now, in: transaction) else { return }
        try answer(request, [CommandWording(language(transaction, request.chat)).stranger(id: id)], &effects, transaction)
    }
}

extension UpdateHandler {
    func request(for message: Message, _ command: BotCommand, _ snapshot: Snapshot) throws -> BotRequest {
        let person = message.person
        let kind = message.chat.kind
        return BotRequest(
            chat: message.address, isPrivate: kind == .private, sender: person?.id, senderName: person?.name ?? "",
            arguments: command.arguments.joined(separator: " "), writtenAt: message.date, messageID: message.id,
            chatKind: kind == .private ? .private : kind == .group ? .group : kind == .supergroup ? .supergroup : .channel,
            chatTitle: message.chat.name, role: try role(of: person?.id, snapshot))
    }

    private func role(of sender: Int64?, _ snapshot: Snapshot) throws -> Role? {
        let person = try sender.flatMap { try snapshot.person($0) }
        return AccessTable(owners: installation.configuration.telegram.owners)
            .role(of: sender, invited: person?.revokedAt == nil ? person?.role : nil)
    }

    func language(_ transaction: Transaction, _ chat: ChatAddress) throws -> Language {
        ReaderSettings(try transaction.snapshot.chat(chat), configuration: installation.configuration).language
    }

    func context(_ request: BotRequest, _ transaction: Transaction) throws -> CommandContext {
        try CommandContext(
            request: request, snapshot: transaction.snapshot, transaction: transaction, installation: installation, view: view,
            status: status, zones: zones, now: now)
    }

    func answer(
        _ request: BotRequest, _ blocks: [String], buttons: [BotAnswer.Button] = [], _ effects: inout UpdateEffects,
        _ transaction: Transaction
    ) throws {
        let language = try language(transaction, request.chat)
        var parts = MessageSplitter.product.numbered(blocks, language).map { OutgoingMessage.Part(text: $0) }
        if !parts.isEmpty { parts[parts.count - 1].keyboard = StoredKeyboard(buttons)?.text }
        try transaction.enqueue(
            OutgoingMessage(
                bot: bot, chat: request.chat, kind: .answer, parts: parts, replyTo: request.isPrivate ? nil : request.messageID,
                createdAt: now))
        effects.hasMessages = true
    }

    /// Answers a command that failed with one sentence, so that nobody waits for nothing.
    func apologise(for update: Update, in transaction: Transaction) throws {
        if case .message(let message) = update.kind, let command = BotCommand(message: message, botUsername: botUsername) {
            let request = try request(for: message, command, transaction.snapshot)
            var effects = UpdateEffects()
            if request.role != nil {
                try answer(request, [CommandWording(language(transaction, request.chat)).failed], &effects, transaction)
            }
        }
        try acknowledge(update, in: transaction)
    }

    /// Notes that an update was seen, whatever became of it.
    func acknowledge(_ update: Update, in transaction: Transaction) throws {
        try transaction.setUpdateOffset(bot: bot, next: update.next, at: now)
    }
}
