import Domain
import History
import Networks
import TelegramAPI

/// `report`: a scheduled report as it would be sent, or a wish that the daemon sends one out of turn.
package enum ReportVerb {
    /// What is wrong with a command line that neither names a slot nor sends anything.
    package static let nothingNamed = "name a slot, such as --at 10:15, to see its report; or send the report for now by --send"

    /// Renders the newest slot at `at` (`10:15`, in the chat's zone) that has come: today's, else yesterday's, which it says.
    ///
    /// It is the report of `chat`, by default of the subscribed chat that comes first: of a slot that was written down exactly what went to
    /// the outbox, else what would go there. With no such chat it covers the time since the scheduled slot before it. `send` renders
    /// nothing: it leaves a wish that the daemon sends that report, without `at` the report for now, to `chat`, else to every subscribed one.
    package static func run(
        configuration path: String, at time: String?, chat: Int64? = nil, send: Bool, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let time = try time.map { text in
                guard let time = CivilTime(text) else {
                    throw VerbEnd(.usage, "--at wants a time of day such as 10:15, not \"\(TextTable.printable(String(text.prefix(40))))\"")
                }
                return time
            }
            if send { return try await ReportOrder(time: time, chat: chat).leave(desk) }
            guard let time else {
                throw VerbEnd(.usage, nothingNamed)
            }
            try await show(time, chat: chat, desk)
            return .ok
        }
    }

    private static func show(_ time: CivilTime, chat: Int64?, _ desk: VerbDesk) async throws {
        let (readers, subscription, scheduled) = try await desk.read { snapshot in
            let readers = try ReportReaders(chat: chat, desk, in: snapshot)
            let subscription = try readers.first()
            let scheduled = try ScheduledReport(
                readers.slot(at: time, of: subscription), of: subscription, installation: desk.installation,
                view: StoredView(snapshot).collectorView(at: desk.now, settings: desk.configuration.collector), in: snapshot)
            return (readers, subscription, scheduled)
        }
        let (slot, window, text, zone) = (scheduled.slot, scheduled.window, scheduled.text, subscription.schedule.zone)
        if let note = readers.oddity(of: slot, of: subscription) { desk.output.complain(note) }
        if desk.output.isJSON {
            desk.output.write([
                "chat": .number(readers.subscriptions.first?.chat.address.chat),
                "slot": [
                    "date": .string("\(slot.date)"), "time": .string("\(slot.time)"), "at": .instant(slot.at), "zone": .string(zone.name),
                ], "window": ["from": .instant(window.from), "until": .instant(window.until)],
                "skipped": .number(text.heading.skipped?.count ?? 0), "parts": .list(text.parts) { .string($0) },
                "report": ReportJSON(text.report, zone: zone).json,
            ])
        } else {
            let lines = text.parts.map(HTMLText.plain).joined(separator: "\n\n").split(
                separator: "\n", omittingEmptySubsequences: false)
            // A network names its wallets, and must not steer the terminal by it.
            desk.output.write(lines.map { TextTable.printable(String($0)) }.joined(separator: "\n"))
        }
    }
}
