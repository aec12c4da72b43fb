import Charts
import Domain
import History

/// `chart`: the picture that the bot's `/chart` sends, written to a file; several currencies stand one beneath the other.
package enum ChartVerb {
    /// `words` are a period and a filter, as they would stand behind `/chart`; `path` is where the PNG goes, `-` for standard output.
    package static func run(
        configuration: String, words: [String], to path: String, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: configuration, outside: outside, output: output) { desk in
            if path == "-", StandardStream.output.isTerminal {
                throw VerbEnd(.usage, "a picture is nothing for a terminal: name a file with -o FILE.png, or send -o - to another program")
            }
            let order = try await order(words.joined(separator: " "), desk)
            let maker = ChartMaker(installation: desk.installation, wording: desk.wording)
            let sheets = try await desk.read { snapshot in try maker.sheets(order, in: snapshot) }
            guard !sheets.isEmpty else {
                throw VerbEnd(
                    .failed,
                    "nothing is known of that period, so that there is nothing to draw: name another one, or see `balance-monitor accounts`"
                )
            }
            let bytes = try ChartPicture.png(of: sheets.map { ($0.chart, $0.words) })
            guard path != "-" else {
                try StandardStream.output.send(bytes)
                return .ok
            }
            try PictureFile(path: path).write(bytes)
            return .ok
        }
    }

    private static func order(_ text: String, _ desk: VerbDesk) async throws(VerbEnd) -> ChartOrder {
        let accounts = await desk.accountWords()
        do throws(StatQuery.Problem) {
            let query = try StatQuery.parse(text, accounts: accounts)
            return ChartOrder(window: try query.chartWindow(now: desk.now, zone: desk.zone), askedAt: desk.now, filter: query.filter)
        } catch {
            throw desk.notUnderstood(error, example: "balance-monitor chart 7d -o chart.png")
        }
    }
}
