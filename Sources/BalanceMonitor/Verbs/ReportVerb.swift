import Domain
import History
import Networks
import TelegramAPI

/// `report`: a scheduled report as it would be sent, or a wish that the daemon sends one now.
package enum ReportVerb {
    /// Renders the newest slot at `at` (`10:15`, in the report's zone) that has come: today's, else yesterday's.
    ///
    /// It covers the time since the scheduled slot before it, as a chat's that got that one. `send` renders nothing: it leaves a wish that
    /// the daemon sends the report for now to every subscribed chat.
    package static func run(
        configuration path: String, at time: String, send: Bool, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            guard let time = CivilTime(time) else {
                throw VerbEnd(.usage, "--at wants a time of day such as 10:15, not \"\(TextTable.printable(String(time.prefix(40))))\"")
            }
            if send { return try leaveWish(time, desk) }
            let slot = try slot(at: time, desk)
            let (window, covered) = (slot.window, slot.slot)
            let (report, _) = try await desk.report(over: window, filter: .all)
            let text = ReportWording(
                report,
                heading: ReportHeading(
                    occasion: .slot(date: covered.date, time: covered.time, isLate: false), window: window),
                wording: Wording(language: desk.configuration.report.language, zone: desk.zone, now: covered.at))
            let parts = MessageSplitter.product.parts(of: text.blocks)
            if desk.output.isJSON {
                desk.output.write([
                    "slot": [
                        "date": .string("\(covered.date)"), "time": .string("\(covered.time)"), "at": .instant(covered.at),
                        "zone": .string(desk.zone.name),
                    ], "window": ["from": .instant(window.from), "until": .instant(window.until)],
                    "parts": .list(parts) { .string($0) },
                ])
            } else {
                let lines = parts.map(HTMLText.plain).joined(separator: "\n\n").split(separator: "\n", omittingEmptySubsequences: false)
                // A network names its wallets, and must not steer the terminal by it.
                desk.output.write(lines.map { TextTable.printable(String($0)) }.joined(separator: "\n"))
            }
            return .ok
        }
    }

    private static func slot(at time: CivilTime, _ desk: VerbDesk) throws(VerbEnd) -> (slot: Slot, window: Window) {
        let scheduled = ReportSchedule(times: desk.configuration.report.times, zone: desk.zone)
        if !scheduled.times.contains(time) {
            let times = scheduled.times.map(\.description).joined(separator: ", ")
            desk.output.complain("note: \(time) is none of the scheduled times (\(times.isEmpty ? "there are none" : times))")
        }
        guard let slot = ReportSchedule(times: [time], zone: desk.zone).previous(atOrBefore: desk.now) else {
            throw VerbEnd(.failed, "the zone \(desk.zone.name) has had no \(time) in the last days")
        }
        let from = scheduled.previous(atOrBefore: slot.at - 1)?.at ?? slot.at - SlotReport.firstCovers
        return (slot, Window(from: from, until: slot.at))
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
