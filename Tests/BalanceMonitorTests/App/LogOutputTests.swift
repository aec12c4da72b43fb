import Domain
import Logging
import Testing

@testable import BalanceMonitor

@Suite("A log line") struct LogOutputTests {
    private static let canary = "canary-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"

    private func lines(underJournal: Bool = true, _ body: (Logger) -> Void) -> [String] {
        let lines = Shared<[String]>([])
        let redaction = Redaction()
        redaction.learn([Secret(Self.canary), Secret("abc"), Secret(Self.canary + "-longer")])
        let output = LogOutput(level: .debug, redaction: redaction, underJournal: underJournal) { line in lines.update { $0.append(line) } }
        body(Logger(label: "test") { _ in output })
        return lines.read { $0 }
    }

    @Test("holds no secret, wherever it stood", arguments: [Logger.Level.debug, .info, .notice, .warning, .error, .critical])
    func secrets(level: Logger.Level) {
        let written = lines { log in
            log.log(level: level, "GET https://api.telegram.org/bot\(Self.canary)/getMe", metadata: ["error": "\(Self.canary) refused"])
            log.log(level: level, "x", metadata: ["\(Self.canary)": ["\(Self.canary)", ["k": "\(Self.canary)-longer"]]])
        }
        #expect(written.count == 2)
        for line in written { #expect(!line.contains("canary") && line.contains("••••")) }
        #expect(written.last?.contains("-longer") == false)
    }

    @Test("is one line, whatever a network said", arguments: ["a\nb", "a\r\nb", "a\rb", "\u{85}", "\u{1B}[31m", "a\n\n<3>forged"])
    func oneLine(text: String) {
        let written = lines { $0.error("A poll failed", metadata: ["error": "\(text)"]) }
        #expect(written.count == 1)
        let scalars = written[0].unicodeScalars
        #expect(scalars.last == "\n")
        #expect(!scalars.dropLast().contains { $0.properties.generalCategory == .control })
    }

    @Test("has the journal's priority, or the level in words, and its metadata in order")
    func form() {
        #expect(lines { $0.warning("Late", metadata: ["b": "two words", "a": "1"]) } == ["<4>Late a=1 b=\"two words\"\n"])
        #expect(lines(underJournal: false) { $0.warning("Late") } == ["warning: Late\n"])
    }
}

@Suite("Redaction") struct RedactionTests {
    @Test("replaces every secret that it knows, the longest first, and leaves short ones alone")
    func values() {
        let redaction = Redaction()
        redaction.learn([Secret("token-12"), Secret("token-1234"), Secret("abc"), Secret("")])
        #expect(redaction.redact("x token-1234 y token-12token-12 abc") == "x •••• y •••••••• abc")
        redaction.learn([Secret("token-12")])
        #expect(redaction.redact("") == "")
    }
}

@Suite("A repeated trouble") struct RepeatedTroubleTests {
    @Test("is new once, and again after it was cleared")
    func once() {
        var trouble = RepeatedTrouble()
        let first = [trouble.isNew("poll a x"), trouble.isNew("poll a x"), trouble.isNew("poll a y"), trouble.isNew("poll ab x")]
        #expect(first == [true, false, true, true])
        let cleared = [trouble.clear("poll a "), trouble.clear("poll a ")]
        #expect(cleared == [true, false])
        let second = [trouble.isNew("poll a x"), trouble.isNew("poll ab x")]
        #expect(second == [true, false])
    }
}

@Suite("The time option") struct TimeOptionTests {
    @Test(
        "is an instant, and after an x how many times as fast",
        arguments: [
            ("2026-11-22T12:00:00Z", 1), ("2026-11-22T15:00:00+03:00x60", 60), ("2026-11-22T12:00:00Zx1000000", 1_000_000),
        ])
    func good(text: String, rate: Int) {
        let option = TimeOption(text)
        #expect(option?.start == Bench.start)
        #expect(option?.rate == rate)
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "", "x", "now", "2026-11-22", "2026-11-22T12:00:00", "2026-11-22T12:00:00Zx", "2026-11-22T12:00:00Zx0",
            "2026-11-22T12:00:00Zx-5",
            "2026-11-22T12:00:00Zx+5", "2026-11-22T12:00:00Zx1.5", "2026-11-22T12:00:00Zx1000001", "2026-11-22T12:00:00Z x5", "x60",
        ])
    func bad(text: String) {
        #expect(TimeOption(text) == nil)
    }

    @Test("makes a clock that starts there and only goes on")
    func clock() {
        let time = TimeOption("2026-11-22T12:00:00Zx1000")?.time
        let (first, second) = (time?.now(), time?.now())
        #expect(first.map { $0 >= Bench.start && $0 < Bench.start + 86_400 } == true)
        #expect(first.flatMap { first in second.map { $0 >= first } } == true)
    }
}
