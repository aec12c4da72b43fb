import Domain
import Simulator
import TelegramAPI
import Testing

@testable import BalanceMonitor

@Suite("A report in words") struct ReportWordingTests {
    private static let cases = ReportScenes.all.keys.sorted().flatMap { name in Language.allCases.map { (name, $0) } }

    private func wording(_ name: String, _ language: Language) throws -> ReportWording {
        let scene = try #require(ReportScenes.all[name])
        return try scene().wording(language)
    }

    @Test("reads as written down here", arguments: ReportGolden.texts.keys.sorted())
    func golden(name: String) throws {
        let words = name.split(separator: "/").map(String.init)
        let text = try wording(words[0], words.count > 1 ? .en : .ru).text
        let plain = text.replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
        #expect(plain == ReportGolden.texts[name])
    }

    @Test("has boxes of at most 40 columns, in HTML that Telegram takes", arguments: cases)
    func boxes(name: String, language: Language) throws {
        let blocks = try wording(name, language).blocks
        for part in MessageSplitter.product.parts(of: blocks) {
            #expect(try TelegramHTML(part).text.utf16.count <= 4096)
        }
        for box in blocks.dropFirst() {
            for line in try TelegramHTML(box).text.split(separator: "\n") {
                #expect(TextTable.width(String(line)) <= Columns.width, "\(line)")
            }
        }
    }

    @Test("prints sums that come out, to the last decimal", arguments: cases)
    func sums(name: String, language: Language) throws {
        let text = try wording(name, language).text
        let labels =
            language == .ru
            ? ["было", "пополнено", "поправки", "списано", "стало"] : ["opening", "top-ups", "corrections", "spent", "closing"]
        let totals = text.split(separator: "\n", omittingEmptySubsequences: false).split { $0.isEmpty }.filter {
            $0.first?.hasPrefix(language == .ru ? "Итого" : "Total") == true
        }
        for total in totals {
            let figures = try labels.map { label -> Money in
                guard let line = total.first(where: { $0.hasPrefix("  \(label) ") }) else { return .zero }
                return try Money(decimal: decimal(line.dropFirst(label.count + 2), language))
            }
            #expect(try figures[0] + figures[1] + figures[2] - figures[3] == figures[4])
        }
        #expect(totals.isEmpty == ["nothing at all"].contains(name))
    }

    /// A figure as people read it, as the parser reads it.
    private func decimal(_ text: Substring, _ language: Language) -> String {
        text.replacing("от", with: "").replacing("from", with: "").replacing("\u{2212}", with: "-").filter { "0123456789-,.".contains($0) }
            .replacing(",", with: language == .ru ? "." : "")
    }

    @Test("is split between entries only, however many accounts there are", arguments: Language.allCases)
    func split(language: Language) throws {
        var scene = ReportScene()
        for index in 1...200 {
            try scene.add(
                "Account <\(index)> & friends", .init(opening: "1000", spent: "\(index)", credits: [("50", .topUp, 5)], dayBefore: "7"))
        }
        let wording = try scene.wording(language)
        let parts = MessageSplitter.product.parts(of: wording.blocks)
        let texts = try parts.map { try TelegramHTML($0).text }
        #expect(parts.count > 3)
        for text in texts {
            #expect(text.utf16.count <= 4096)
            // What is indented belongs to the line before it.
            #expect(!text.hasPrefix(" "))
        }
        let lines = texts.joined(separator: "\n").split(separator: "\n")
        #expect(lines == wording.text.split(separator: "\n"))
        for index in 1...200 { #expect(lines.contains { $0.hasPrefix("Account <\(index)> ") }) }
    }

    @Test("loses no name where hundreds stood still", arguments: Language.allCases)
    func quiet(language: Language) throws {
        var scene = ReportScene()
        for index in 1...300 { try scene.add("Still account \(index)", .init(opening: "1")) }
        let parts = MessageSplitter.product.parts(of: try scene.wording(language).blocks)
        let text = try parts.map { try TelegramHTML($0).text }.joined(separator: "\n").replacing("\u{A0}", with: " ").replacing(
            "\n", with: " ")
        for index in 1...299 { #expect(text.contains("Still account \(index),")) }
    }
}
