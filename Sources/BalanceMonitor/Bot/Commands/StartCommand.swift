import Domain
import History

/// `/start`: subscribes the private chat of anybody who may read.
enum StartCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        guard context.request.isPrivate else { return CommandResult(context.texts.startInGroup) }
        guard let transaction = context.transaction else { return CommandResult(context.texts.notWritten) }
        try context.subscribe(in: transaction)
        return CommandResult(
            context.texts.subscribed(times: context.schedule, zone: context.zoneLabel, isPrivate: true), changesSchedule: true)
    }
}

/// `/here`: subscribes the group, or the topic, in which an owner says so.
enum HereCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        guard !context.request.isPrivate else { return CommandResult(context.texts.hereInPrivate) }
        guard let transaction = context.transaction else { return CommandResult(context.texts.notWritten) }
        try context.subscribe(in: transaction)
        return CommandResult(
            context.texts.subscribed(times: context.schedule, zone: context.zoneLabel, isPrivate: false), changesSchedule: true)
    }
}

extension Transaction {
    /// The chat can be written to again: all its subscriptions go on from now, and what they missed is owed to nobody.
    func revive(_ chat: Int64, at now: Instant) throws {
        for var paused in try snapshot.chats() where paused.address.chat == chat && paused.pausedAt != nil {
            paused.subscribedAt = now
            try save(paused)
        }
        try reviveChat(chat)
    }
}

/// `/stop`: no more reports to this chat or topic; in a group only an owner may say so.
enum StopCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        guard context.request.isPrivate || context.request.role == .owner else { return CommandResult(context.texts.notAllowed) }
        guard let transaction = context.transaction else { return CommandResult(context.texts.notWritten) }
        if var chat = context.chat, chat.isSubscribed {
            chat.isSubscribed = false
            try transaction.save(chat)
        }
        return CommandResult(context.texts.unsubscribed(isPrivate: context.request.isPrivate), changesSchedule: true)
    }
}

extension CommandContext {
    /// Turns reports on for the asking chat, from now on; one that has them keeps its schedule.
    fileprivate func subscribe(in transaction: Transaction) throws {
        var chat = self.chat ?? KnownChat(address: request.chat, kind: request.chatKind, title: request.chatTitle)
        if !chat.isSubscribed || chat.pausedAt != nil { chat.subscribedAt = now }
        chat.isSubscribed = true
        chat.title = request.chatTitle
        try transaction.save(chat)
        try transaction.revive(request.chat.chat, at: now)
    }
}
