import Domain
import History
import Networks
import TelegramAPI

/// `report`: a scheduled report as it would be sent, or a wish that the daemon sends one now.
package enum ReportVerb {
    /// Renders the newest slot at `at` (`10:15`, in the chat's zone) that has come: today's, else yesterday's.
    ///
    /// It is the report of `chat`, by default of the subscribed chat that comes first: of a slot that was written down exactly what went to
    /// the outbox, else what would go there. With no such chat it covers the time since the scheduled slot before it. `send` renders
    /// nothing: it leaves a wish that the daemon sends the report for now to every subscribed chat.
    package static func run(
        configuration path: String, at time: String, chat: Int64? = nil, send: Bool, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            guard let time = CivilTime(time) else {
                throw VerbEnd(.usage, "--at wants a time of day such as 10:15, not \"\(TextTable.printable(String(time.prefix(40))))\"")
            }
            if send { return try leaveWish(time, desk) }
            let scheduled = try await desk.read { try ScheduledReport(at: time, chat: chat, desk, in: $0) }
            if let note = scheduled.note { desk.output.complain(note) }
            let (slot, window, text) = (scheduled.slot, scheduled.window, scheduled.text)
            if desk.output.isJSON {
                desk.output.write([
                    "chat": .number(scheduled.chat),
                    "slot": [
                        "date": .string("\(slot.date)"), "time": .string("\(slot.time)"), "at": .instant(slot.at),
                        "zone": .string(scheduled.zone.name),
                    ], "window": ["from": .instant(window.from), "until": .instant(window.until)],
                    "skipped": .number(text.heading.skipped?.count ?? 0), "parts": .list(text.parts) { .string($0) },
                    "report": ReportJSON(text.report, zone: scheduled.zone).json,
                ])
            } else {
                let lines = text.parts.map(HTMLText.plain).joined(separator: "\n\n").split(
                    separator: "\n", omittingEmptySubsequences: false)
                // A network names its wallets, and must not steer the terminal by it.
                desk.output.write(lines.map { TextTable.printable(String($0)) }.joined(separator: "\n"))
            }
            return .ok
        }
    }

    private static func leaveWish(_ time: CivilTime, _ desk: VerbDesk) throws -> ExitCode {
        let payload: JSONValue = ["at": .string("\(time)")]
        let id = try History.leaveWish(
            path: desk.configuration.history.database, kind: WishService.report, payload: payload.text, at: desk.now)
        if desk.output.isJSON {
            desk.output.write(["wish": .number(id)])
        } else {
            desk.output.write("Wish \(id) is left: the daemon, once it runs, sends the report for now to every subscribed chat.")
        }
        return .ok
    }
}
