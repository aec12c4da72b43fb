import Domain
import History
import Reports

/// `stat`: spend, top-ups and balances of a period, as the bot's `/stat` shows them, in a table.
package enum StatVerb {
    /// `words` are a period and a filter, as they would stand behind `/stat`; without a period it is the last 24 hours.
    package static func run(
        configuration path: String, words: [String], output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let example = "balance-monitor stat 7d"
            let accounts = await desk.accountWords()
            let query: StatQuery
            do throws(StatQuery.Problem) {
                query = try StatQuery.parse(words.joined(separator: " "), accounts: accounts)
            } catch {
                throw desk.notUnderstood(error, example: example)
            }
            let (window, occasion): (Window, ReportOccasion)
            do throws(PeriodError) {
                (window, occasion) = try self.window(of: query.period, desk)
            } catch {
                throw desk.notUnderstood(.period(error), example: example)
            }
            let (report, view) = try await desk.report(over: window, filter: query.filter)
            if desk.output.isJSON {
                desk.output.write(ReportJSON(report, zone: desk.zone).json)
            } else {
                let filter = AccountNames.heading(of: query.filter, report, desk.wording, among: accounts)
                let heading = ReportHeading(occasion: occasion, window: report.window, filter: filter)
                desk.output.write(ReportTable(report: report, heading: heading, wording: desk.wording).text(for: desk.output))
            }
            if desk.now - window.until <= 60, let warning = view.warning(desk, in: desk.wording) { desk.output.complain(warning) }
            return .ok
        }
    }

    private static func window(of period: Period?, _ desk: VerbDesk) throws(PeriodError) -> (Window, ReportOccasion) {
        guard let period else { return (Window(from: desk.now - SlotReport.firstCovers, until: desk.now), .now) }
        let dates = try period.dates(today: desk.zone.date(at: desk.now))
        return (try period.window(now: desk.now, zone: desk.zone), .period(dates))
    }
}
