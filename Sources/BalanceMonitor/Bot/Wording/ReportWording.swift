import Domain
package import Reports
import TelegramAPI

/// A report in a reader's words: entries of lines of at most 40 columns, one figure a line.
package struct ReportWording: Sendable {
    private let wording: Wording
    package let report: Report
    package let heading: ReportHeading

    package init(_ report: Report, heading: ReportHeading, wording: Wording) {
        self.report = report
        self.heading = heading
        self.wording = wording
    }

    /// Plain lines, as a terminal shows them.
    package var text: String {
        (headingLines + [""] + entries.flatMap { $0 }).map { $0 + "\n" }.joined()
    }

    /// Blocks of Telegram's HTML: the heading, then boxes of whole entries.
    package var blocks: [String] {
        [headingLines.map { HTMLText.escape($0) }.joined(separator: "\n")] + Boxes.blocks(of: entries)
    }

    /// The messages as they are sent, each whole in itself.
    package var parts: [String] { MessageSplitter.product.numbered(blocks, wording.language) }

    /// Says, too, where readings are gone and the figures begin or end at a full hour.
    private var headingLines: [String] {
        let isExact = report.window == heading.window
        return heading.lines(wording) + (isExact ? [] : [wording.say(ru: "с точностью до часа", en: "exact to the hour")])
    }

    /// One entry a wallet or a total; splitting is allowed between entries alone.
    private var entries: [[String]] {
        let line = LineWording(wording: wording, report: report)
        let moved = report.lines.filter { $0.moved || $0.openedAt != nil }
        let still = report.lines.filter { !$0.moved && $0.openedAt == nil }
        var entries = moved.map(line.moved)
        func isQuiet(_ item: ReportLine) -> Bool { item.outage == nil && item.goneSince == nil && item.doubt == nil && !item.isUnknown }
        let quiet = still.filter(isQuiet)
        if !quiet.isEmpty {
            // A name that was cut at the end of a line would read as two.
            let names = quiet.map { line.name($0).replacing(" ", with: "\u{A0}") }.joined(separator: ", ")
            entries += [Columns.wrapped(wording.say(ru: "Без движения: ", en: "No movement: ") + names)]
        }
        entries += still.filter { !isQuiet($0) }.map(line.still)
        entries += report.silent.map(line.silent)
        if report.lines.isEmpty, report.silent.isEmpty {
            entries.append([wording.say(ru: "Нет ни одного аккаунта.", en: "There is no account.")])
        }
        return entries + report.totals.map { [""] + TotalWording(wording: wording, total: $0, report: report).lines }
            + report.unsummed.map { [""] + Columns.wrapped("⚠️ " + wording.unsummed($0)) }
    }
}
