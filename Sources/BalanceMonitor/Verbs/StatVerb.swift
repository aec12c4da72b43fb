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
            let (period, filter) = try parse(words.joined(separator: " "))
            let (window, occasion) = try window(of: period, desk)
            // Of a history that cannot be read nothing is known here; the report itself says why.
            let retired = (try? await desk.read { try $0.accounts().filter { $0.retiredAt != nil } }) ?? []
            let (report, view) = try await desk.report(over: window, filter: try FilterWords(filter).filter(desk, retired: retired))
            if desk.output.isJSON {
                desk.output.write(ReportJSON(report, zone: desk.zone).json)
            } else {
                let heading = ReportHeading(occasion: occasion, window: report.window)
                desk.output.write(ReportTable(report: report, heading: heading, wording: desk.wording).text)
            }
            if desk.now - window.until <= 60, let warning = view.warning(desk) { desk.output.complain(warning) }
            return .ok
        }
    }

    private static func parse(_ text: String) throws(VerbEnd) -> (period: Period?, filter: [String]) {
        do throws(PeriodError) {
            return try Period.parse(text)
        } catch {
            throw VerbEnd(.usage, "\(error)")
        }
    }

    private static func window(of period: Period?, _ desk: VerbDesk) throws(VerbEnd) -> (Window, ReportOccasion) {
        guard let period else { return (Window(from: desk.now - SlotReport.firstCovers, until: desk.now), .now) }
        do throws(PeriodError) {
            let dates = try period.dates(today: desk.zone.date(at: desk.now))
            return (try period.window(now: desk.now, zone: desk.zone), .period(dates))
        } catch {
            throw VerbEnd(.usage, "\(error)")
        }
    }
}
