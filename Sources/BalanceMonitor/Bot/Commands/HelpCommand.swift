/// `/help`: what this person may ask for, and when reports come.
enum HelpCommand {
    static func run(_ context: CommandContext) -> CommandResult {
        CommandResult(
            context.texts.help(
                role: context.request.role, isPrivate: context.request.isPrivate, times: context.schedule, zone: context.zoneLabel))
    }
}

/// `/whoami`: the person's own id and rights.
enum WhoamiCommand {
    static func run(_ context: CommandContext) -> CommandResult {
        CommandResult(context.texts.whoami(id: context.request.sender ?? 0, role: context.request.role))
    }
}
