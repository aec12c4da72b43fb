import Domain
import Reports
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

    @Test("reads as somebody found it good", arguments: cases)
    func golden(name: String, language: Language) throws {
        try GoldenFiles.check(try wording(name, language).parts, "\(name).\(language.rawValue).html")
    }

    @Test("reads so, too, with the marks of its delivery", arguments: Language.allCases)
    func marks(language: Language) throws {
        let delivery = DeliveryWording(language)
        let part = try #require(try wording("ordinary", language).parts.first)
        try GoldenFiles.check([delivery.repeatMark + "\n" + part], "repeated.\(language.rawValue).html")
        let unwritten = MessageSplitter.product.numbered(
            [delivery.notWritten(since: "08:55")] + (try wording("history not written", language).blocks), language)
        try GoldenFiles.check(unwritten, "unwritten mark.\(language.rawValue).html")
    }

    @Test(
        "of balances alone reads as somebody found it good",
        arguments: [
            "ordinary", "missing", "missing since several moments", "wallets", "vanished", "glitch pending", "200 accounts",
            "nothing at all",
        ], Language.allCases)
    func balances(name: String, language: Language) throws {
        let scene = try #require(ReportScenes.all[name])
        let parts = try scene().balances(language)
        try GoldenFiles.check(parts, "balance \(name).\(language.rawValue).html")
        try check(parts)
    }

    @Test("has lines of at most 40 columns, in HTML that Telegram takes", arguments: cases)
    func boxes(name: String, language: Language) throws {
        try check(try wording(name, language).parts)
    }

    private func check(_ parts: [String]) throws {
        #expect(!parts.isEmpty)
        for part in parts {
            let message = try TelegramHTML(part)
            #expect(message.text.utf16.count <= 4096)
            #expect(message.entities.allSatisfy { $0.tag == "pre" })
            for line in message.text.split(separator: "\n") { #expect(TextTable.width(String(line)) <= Columns.width, "\(line)") }
        }
    }

    @Test("prints sums that come out, to the last decimal", arguments: cases)
    func sums(name: String, language: Language) throws {
        let text = try wording(name, language).parts.map { try TelegramHTML($0).text }.joined(separator: "\n")
        let totals = try PrintedTotal.all(in: text, language)
        for total in totals { #expect(try total.opening + total.topUps + total.corrections - total.spent == total.closing) }
        #expect(totals.isEmpty == ["nothing at all"].contains(name))
        let (zone, scene) = (try ZoneFiles().zone(named: "Europe/Moscow"), try #require(ReportScenes.all[name]))
        #expect(totals.map(\.closing) == (try scene().report(zone)).totals.map(\.figures.closing))
    }

    @Test("is split between entries only, however many accounts there are", arguments: Language.allCases)
    func split(language: Language) throws {
        let wording = try wording("200 accounts", language)
        let texts = try wording.parts.map { try TelegramHTML($0).text }
        #expect(texts.count > 3)
        for (index, text) in texts.enumerated() {
            let mark = language == .ru ? "часть \(index + 1) из \(texts.count)" : "part \(index + 1) of \(texts.count)"
            #expect(index == 0 ? text.hasSuffix("\n" + mark) : text.hasPrefix(mark + "\n"))
            // What is indented belongs to the line before it.
            #expect(index == 0 || !text.dropFirst(mark.count + 1).hasPrefix(" "))
        }
        let lines = texts.joined(separator: "\n").split(separator: "\n").filter { !$0.hasPrefix("часть ") && !$0.hasPrefix("part ") }
        #expect(lines == wording.text.split(separator: "\n"))
        for index in 1...200 { #expect(lines.contains { $0.hasPrefix("Аккаунт <\(index)> ") }) }
    }

    @Test("loses no name where hundreds stood still", arguments: Language.allCases)
    func quiet(language: Language) throws {
        var scene = ReportScene()
        for index in 1...300 { try scene.add("Still account \(index)", .init(opening: "1")) }
        let text = try scene.wording(language).parts.map { try TelegramHTML($0).text }.joined(separator: "\n")
            .replacing("\u{A0}", with: " ").replacing("\n", with: " ")
        for index in 1...299 { #expect(text.contains("Still account \(index),")) }
    }
}
