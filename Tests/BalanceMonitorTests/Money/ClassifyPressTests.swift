import Domain
import History
import Reports
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("What a person says of a change")
struct ClassifyPressTests {
    /// 100, spent 10, topped up by 5 and, so much later that this takes nothing back, spent 20.
    private func scene() async throws -> MoneyScene {
        let scene = try await MoneyScene()
        for balance in ["100", "90", "95"] { try await scene.sweep(balance) }
        scene.pass(minutes: 60)
        try await scene.sweep("75")
        return scene
    }

    private func data(_ scene: MoneyScene, minutes: Int64, _ word: String) async throws -> String {
        "class:\(try await scene.wallet().id.rawValue):\((MoneyScene.start + minutes * 60).seconds):\(word)"
    }

    @Test("is asked by /history, in 40 columns, with buttons that Telegram takes")
    func history() async throws {
        let scene = try await scene()
        let answer = try #require(try await scene.say("/history acme", as: MoneyScene.viewer))
        let text = answer.content.text.plain
        #expect(text.contains("+5,00 $") && text.contains("−20,00 $") && text.contains("пополнение"))
        let lines = text.replacing("<pre>", with: "").replacing("</pre>", with: "").split(separator: "\n")
        #expect(lines.allSatisfy { TextTable.width(String($0)) <= 40 })
        let keyboard = try #require(StoredKeyboard(text: answer.content.keyboard))
        #expect(keyboard.rows.allSatisfy { $0.count == 3 && $0.allSatisfy { $0.data.utf8.count <= 64 } })
        #expect(keyboard.rows.flatMap { $0 }.map(\.text).contains("2 ✓ пополнение"))
        #expect(keyboard.rows.flatMap { $0 }.map(\.data).contains(try await data(scene, minutes: 15, "refund")))
    }

    @Test(
        "moves money between the figures of a report, which stay balanced",
        arguments: [
            (15, "refund", "0", "25", "0"), (15, "correction", "0", "30", "5"), (15, "topup", "5", "30", "0"),
            (80, "withdrawal", "5", "10", "-20"), (80, "correction", "5", "10", "-20"), (80, "spend", "5", "30", "0"),
        ] as [(Int64, String, String, String, String)])
    func classes(minutes: Int64, word: String, topUps: String, spend: String, corrections: String) async throws {
        let scene = try await scene()
        let answer = try await scene.press(data(scene, minutes: minutes, word), as: MoneyScene.analyst)
        #expect(answer?.plain.contains(minutes == 15 ? "+5,00 $" : "−20,00 $") == true)
        let figures = try Figures(await scene.window())
        #expect(figures.isBalanced && figures.topUps == dollars(topUps) && figures.spend == dollars(spend))
        #expect(figures.corrections == dollars(corrections))
        let edit = try #require(try await scene.deliver().last)
        #expect(edit.kind == .edit && edit.editOf == 77)
        let name = try #require(ChangeClass(rawValue: word))
        let wording = Wording(language: .ru, zone: try ZoneFiles().zone(named: "Europe/Moscow"), now: scene.now)
        #expect(edit.content.keyboard?.contains("✓ " + MovementWording(wording).word(name)) == true)
    }

    @Test("is taken back by the first button")
    func takenBack() async throws {
        let scene = try await scene()
        let before = try await Figures(scene.window())
        for word in ["withdrawal", "correction", "spend", "spend"] {
            _ = try await scene.press(data(scene, minutes: 80, word), as: MoneyScene.analyst)
        }
        #expect(try await Figures(scene.window()) == before)
    }

    @Test("explains itself in a report over a day that was told already")
    func pastDay() async throws {
        let scene = try await scene()
        let day = Window(from: MoneyScene.start, until: scene.now)
        func report() async throws -> String {
            let (installation, now) = (scene.installation, scene.now)
            let zone = try ZoneFiles().zone(named: "Europe/Moscow")
            let report = try await scene.history.read {
                try ReportMaker(installation: installation, view: CollectorState.View(), zone: zone).report(over: day, filter: .all, in: $0)
            }
            let heading = ReportHeading(occasion: .now, window: day)
            let text = ReportWording(report, heading: heading, wording: Wording(language: .ru, zone: zone, now: now)).text.plain
            return text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
        }
        #expect(try await !report().contains("пересчитано"))
        scene.pass(minutes: 2 * 1440)
        _ = try await scene.press(data(scene, minutes: 15, "refund"), as: MoneyScene.owner)
        let text = try await report()
        #expect(text.contains("пересчитано: возврат 5,00 $ в 12:15 22 ноября"))
        #expect(text.contains("25,00 $"))
    }

    @Test("is not for viewers, strangers and nobody", arguments: [MoneyScene.viewer, 99, 1_087_968_824])
    func rights(person: Int64) async throws {
        let scene = try await scene()
        let before = try await scene.window()
        let answer = try await scene.press(data(scene, minutes: 15, "refund"), as: person)
        #expect(answer == (person == MoneyScene.viewer ? "Недостаточно прав." : nil))
        #expect(try await scene.window() == before)
        #expect(try await scene.deliver().isEmpty)
    }

    @Test("is not for an analyst who was revoked")
    func revoked() async throws {
        let scene = try await scene()
        let now = scene.now
        _ = try await scene.history.write { try $0.revoke(MoneyScene.analyst, at: now) }
        let before = try await scene.window()
        #expect(try await scene.press(data(scene, minutes: 15, "refund"), as: MoneyScene.analyst) == nil)
        #expect(try await scene.window() == before)
    }

    @Test(
        "is refused where the button was forged",
        arguments: [
            "class:1:1795338900:withdrawal", "class:1:1795339200:refund", "class:1:1795338901:refund", "class:2:1795338900:refund",
            "class:1:1795338900", "class:1:1795338900:refund:5", "class:1::refund", "class::1795338900:refund", "class:1:-1:refund",
            "class:1:9223372036854775807:refund", "class", "class:1:1795338900:gift", "class:99999999999999999999:1795338900:refund",
            "refund:1:1795338900", "", ":", "hold:1:1795338900:money", "hold:1:0:unit", "poll" + String(repeating: "x", count: 70),
        ])
    func forged(data: String) async throws {
        let scene = try await scene()
        let before = try await scene.window()
        #expect(try await scene.press(data, as: MoneyScene.owner) != nil)
        #expect(try await scene.window() == before)
        #expect(try await scene.deliver().isEmpty)
    }

    @Test("is asked of an account by name or part of it; others are named instead")
    func accounts() async throws {
        let scene = try await scene()
        #expect(try await scene.say("/history", as: MoneyScene.viewer)?.content.text.contains("/history acme-one") == true)
        let unknown = try await scene.say("/history amcx-one", as: MoneyScene.viewer)?.content.text
        #expect(unknown?.contains("Нет аккаунта «amcx-one»") == true && unknown?.contains("<code>/history acme-one</code>") == true)
        // One letter wrong is forgiven, as it is in every filter.
        #expect(try await scene.say("/history amce-one", as: MoneyScene.viewer)?.content.text.contains("🧾 Acme One") == true)
        #expect(try await scene.say("/history ACME ONE", as: MoneyScene.viewer)?.content.text.contains("🧾 Acme One") == true)
    }

    @Test("keeps the sums balanced in any order of words", arguments: 0..<12)
    func seeded(seed: UInt64) async throws {
        var numbers = SeededGenerator(seed: seed)
        let scene = try await MoneyScene()
        var balance: Int64 = 1_000_000
        for _ in 0..<20 {
            balance += Int64.random(in: -40_000...30_000, using: &numbers)
            try await scene.sweep(Money(micros: balance * 1000).decimalText)
        }
        let closing = try await scene.window().closing
        for _ in 0..<40 {
            let word = ChangeClass.allCases.randomElement(using: &numbers) ?? .spend
            let minutes = 5 * Int64.random(in: 0...21, using: &numbers)
            _ = try await scene.press(data(scene, minutes: minutes, word.rawValue), as: MoneyScene.analyst)
            let window = try await scene.window()
            #expect(try Figures(window).isBalanced && window.closing == closing)
            #expect(!window.topUps.isNegative && window.withdrawals <= .zero)
        }
        let edges = [0, 17, 33, 60, 110].map { MoneyScene.start + $0 * 60 }
        let parts = try await scene.history.read { snapshot in
            try zip(edges, edges.dropFirst()).flatMap { try snapshot.windows(Window(from: $0, until: $1)) }.map(\.spend.micros)
        }
        #expect(try await scene.window().spend.micros == parts.reduce(0, +))
        #expect(try await scene.faults().isEmpty)
    }
}
