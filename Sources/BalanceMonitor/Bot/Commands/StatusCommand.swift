import Domain
import History

/// `/status`: how the service itself is doing.
enum StatusCommand {
    static func run(_ context: CommandContext) throws -> CommandResult {
        let snapshot = context.snapshot
        let wording = StatusWording(
            wording: context.wording, status: context.status, view: context.view,
            configured: context.installation.accounts.count,
            accounts: context.installation.ordered(try snapshot.accounts()), outages: try snapshot.openGaps(),
            unknown: try snapshot.outbox(in: .unknown, limit: 100).count, dead: try snapshot.outbox(in: .dead, limit: 100).count,
            waiting: try snapshot.outbox(in: .queued, limit: 100).count,
            glitches: try snapshot.glitches(in: Window(from: context.now - 86400, until: context.now)).values.reduce(0, +))
        return CommandResult(wording.text)
    }
}
