import Domain
import History
import Testing

@testable import BalanceMonitor

@Suite("A change by a factor of 100 that persists")
struct HoldTests {
    private func held(_ balances: [String] = ["500", "50000", "50000"]) async throws -> MoneyScene {
        let scene = try await MoneyScene()
        for balance in balances { try await scene.sweep(balance) }
        return scene
    }

    private func data(_ scene: MoneyScene, _ word: String) async throws -> String {
        let wallet = try await scene.wallet()
        return "hold:\(wallet.id.rawValue):\(try #require(wallet.heldAt).seconds):\(word)"
    }

    @Test("asks each owner once, however many sweeps and restarts follow, and nobody else")
    func asksOnce() async throws {
        let scene = try await held()
        var sent = try await scene.deliver()
        for _ in 0..<3 {
            try await scene.sweep("49990")
            try scene.restart()
            try await scene.sweep("49980")
            sent += try await scene.deliver()
        }
        #expect(sent.map(\.chat) == [ChatAddress(chat: MoneyScene.owner)])
        let text = try #require(sent.first).content.text.plain
        #expect(text.contains("было 500,00 $, теперь 50 000,00 $"))
        let keyboard = try #require(StoredKeyboard(text: sent.first?.content.keyboard))
        #expect(keyboard.rows.flatMap { $0 }.map(\.text) == ["это другая единица", "это деньги"])
        #expect(keyboard.rows.flatMap { $0 }.allSatisfy { $0.data.utf8.count <= 64 })
        #expect(try await scene.window().closing.balance == dollars("500"))
    }

    @Test(
        "is asked about by its own factor, and told as that in the report",
        arguments: [("512400", "в 1 000 раз"), ("512400000", "в 1 000 000 раз"), ("5.124", "в 100 раз")])
    func words(held balance: String, times: String) async throws {
        let scene = try await held(["512.40", balance, balance])
        let text = try #require(try await scene.deliver().first).content.text.plain.replacing("\u{202F}", with: " ")
        #expect(text.contains("Остаток изменился \(times): было 512,40 $"))
        #expect(try await scene.window().closing.balance == dollars("512.4"))
    }

    @Test("is booked with its newest balance once an owner says that it is money", arguments: [false, true])
    func money(restarts: Bool) async throws {
        let scene = try await held()
        try await scene.deliver()
        #expect(try await scene.press(data(scene, "money"), as: MoneyScene.owner) == "Записано.")
        if restarts {
            try scene.restart()
            // The first answer after a restart is what the next one is compared with.
            try await scene.sweep("49990")
            #expect(try await scene.window().closing.balance == dollars("500"))
        }
        try await scene.sweep("49990")
        let window = try await scene.window()
        #expect(window.closing.balance == dollars("49990") && window.topUps == dollars("49490") && window.spend == .zero)
        let wallet = try await scene.wallet()
        #expect(wallet.heldAt == nil && wallet.heldVerdict == nil && wallet.unitShift == 0)
        #expect(try await scene.deliver().last?.content.text.contains("Учтено как деньги.") == true)
        #expect(try await scene.faults().isEmpty)
    }

    @Test(
        "moves no money once an owner says that it is another unit, and later answers are converted",
        arguments: [
            (["500", "50000", "50000"], ["49950", "49900"], -2, "1"), (["50000", "500", "500"], ["499.5", "499"], 2, "100"),
            (["512.40", "512400", "512400"], ["512400", "511400"], -3, "1"),
            (["512400", "512.4", "512.4"], ["512.4", "511.4"], 3, "1000"),
            (["512.40", "512400000", "512400000"], ["512400000", "511400000"], -6, "1"),
            (["512400000", "512.4", "512.4"], ["512.4", "511.4"], 6, "1000000"),
        ])
    func unit(balances: [String], later: [String], shift: Int, spent: String) async throws {
        let scene = try await held(balances)
        #expect(try await scene.press(data(scene, "unit"), as: MoneyScene.owner) == "Записано.")
        for balance in later { try await scene.sweep(balance) }
        let window = try await scene.window()
        #expect(window.spend == dollars(spent) && window.topUps == .zero)
        #expect(try await scene.wallet().unitShift == shift)
        try scene.restart()
        try await scene.sweep(later.last ?? "")
        #expect(try await scene.window().spend == dollars(spent))
        #expect(try await scene.wallet().heldAt == nil)
        #expect(try await scene.faults().isEmpty)
    }

    @Test("asks an owner who writes only in topics of his private chat, once, where his reports are", arguments: [false, true])
    func threadedChat(wasBlocked: Bool) async throws {
        let scene = try await MoneyScene()
        let (old, new) = (ChatAddress(chat: MoneyScene.owner, topic: 7), ChatAddress(chat: MoneyScene.owner, topic: 8676))
        try await scene.history.write { transaction in
            try transaction.migrateChat(from: MoneyScene.owner, to: 5, at: MoneyScene.start)
            for (topic, age) in [(old, 60), (new, 0)] as [(ChatAddress, Int64)] {
                try transaction.save(
                    KnownChat(
                        address: topic, kind: .private, title: "Olga", isSubscribed: true, subscribedAt: MoneyScene.start - age))
            }
            if wasBlocked {
                try transaction.pauseChat(MoneyScene.owner, reason: "blocked", at: MoneyScene.start)
                try transaction.revive(MoneyScene.owner, at: MoneyScene.start)
            }
        }
        for balance in ["500", "50000", "50000", "49990"] { try await scene.sweep(balance) }
        let asked = try await scene.deliver().filter { $0.chat.chat == MoneyScene.owner }
        #expect(asked.count == 1 && asked.first?.chat.topic == (wasBlocked ? asked.first?.chat.topic : 8676))
        #expect(asked.first?.chat.topic != nil && asked.first?.content.keyboard != nil)
        #expect(try await scene.press(data(scene, "money"), as: MoneyScene.owner) == "Записано.")
        #expect(try await scene.deliver().contains { $0.kind == .edit && $0.chat.chat == MoneyScene.owner })
    }

    @Test("withdraws the question when the balance returns by itself")
    func returns() async throws {
        let scene = try await held()
        try await scene.deliver()
        let old = try await data(scene, "money")
        try await scene.sweep("499")
        let edits = try await scene.deliver()
        #expect(edits.map(\.kind) == [.edit] && edits[0].content.text.contains("Вопрос снят") && edits[0].content.keyboard == nil)
        #expect(try await scene.press(old, as: MoneyScene.owner) == "Вопрос уже решён или снят.")
        #expect(try await scene.window().spend == dollars("1"))
    }

    @Test("keeps a question back that was not sent yet when the balance returned")
    func returnsAtOnce() async throws {
        let scene = try await held()
        try await scene.sweep("499")
        #expect(try await scene.deliver().isEmpty)
    }

    @Test("asks anew when the same happens again")
    func again() async throws {
        let scene = try await held()
        for balance in ["499", "49900", "49900"] { try await scene.sweep(balance) }
        #expect(try await scene.deliver().filter { $0.kind == .note }.count == 1)
        #expect(try await scene.wallet().heldAt != nil)
    }

    @Test("does not book a glitch on an owner's word", arguments: ["0", "3"])
    func glitchAfterWord(glitch: String) async throws {
        let scene = try await held()
        _ = try await scene.press(data(scene, "money"), as: MoneyScene.owner)
        try await scene.sweep(glitch)
        #expect(try await scene.window().closing.balance == dollars("500"))
        for _ in 0..<2 { try await scene.sweep("50000") }
        #expect(try await scene.window().closing.balance == dollars("50000"))
    }

    @Test("is decided by owners alone, once", arguments: [MoneyScene.analyst, MoneyScene.viewer, 99])
    func rights(person: Int64) async throws {
        let scene = try await held()
        let press = try await data(scene, "money")
        // A stranger is not even told that there is something to decide.
        #expect(try await scene.press(press, as: person) == (person == 99 ? nil : "Недостаточно прав."))
        #expect(try await scene.wallet().heldVerdict == nil)
        #expect(try await scene.press(press, as: MoneyScene.owner) == "Записано.")
        #expect(try await scene.press(data(scene, "unit"), as: MoneyScene.owner) == "Вопрос уже решён или снят.")
        #expect(try await scene.wallet().heldVerdict == .money)
    }
}

@Suite("A true 0")
struct ZeroAlertTests {
    @Test("is told at once and once to every subscribed chat, also across restarts")
    func once() async throws {
        let scene = try await MoneyScene()
        for balance in ["100", "77.1", "0"] { try await scene.sweep(balance) }
        #expect(try await scene.deliver().isEmpty)
        try await scene.sweep("0")
        let sent = try await scene.deliver()
        #expect(Set(sent.map(\.chat)) == [ChatAddress(chat: MoneyScene.owner), ChatAddress(chat: MoneyScene.viewer), MoneyScene.group])
        #expect(sent.count == 3 && sent.allSatisfy { $0.kind == .alert })
        let text = try #require(sent.first).content.text.plain
        #expect(text.contains("Acme One: остаток 0,00 $") && text.contains("ноль с 12:15, до этого 77,10 $"))
        #expect(text.contains("100,00 $"))
        for _ in 0..<3 {
            try await scene.sweep("0")
            try scene.restart()
            try await scene.sweep("0")
        }
        #expect(try await scene.deliver().isEmpty)
    }

    @Test("is stored and told to the owner, though the alert itself fails")
    func failingAlert() async throws {
        let scene = try await MoneyScene()
        for balance in ["100", "77.1", "0"] { try await scene.sweep(balance) }
        try SQLiteProgram.run("UPDATE chat SET kind = 'hall' WHERE chat_id = -100", on: scene.history.path)
        let kept = try await scene.sweep("0")
        #expect(kept.alerts.failures.keys.sorted() == ["zero of acme-one"])
        #expect(try await scene.window().closing.balance == .zero)
        let notes = try await scene.deliver()
        #expect(notes.map(\.kind) == [.note] && notes.map(\.chat.chat) == [MoneyScene.owner])
        #expect(notes.first?.content.text.contains("Не удалось составить оповещение (zero of acme-one") == true)
    }

    @Test("is no alert where the next answer shows a glitch")
    func glitch() async throws {
        let scene = try await MoneyScene()
        for balance in ["100", "0", "99", "0", "98"] { try await scene.sweep(balance) }
        #expect(try await scene.deliver().isEmpty)
        #expect(try await scene.window().glitches == 2)
    }

    @Test("is told again after the balance was filled and ran out once more, and not to a chat that is paused")
    func again() async throws {
        let scene = try await MoneyScene()
        try await scene.history.write { try $0.pauseChat(MoneyScene.group.chat, reason: "blocked", at: MoneyScene.start) }
        for balance in ["100", "0", "0", "50", "50", "0", "0"] { try await scene.sweep(balance) }
        #expect(try await scene.deliver().count == 4)
    }

    @Test("is repeated when nobody knows whether it arrived, as long as it is true", arguments: [true, false])
    func unknown(isStill: Bool) async throws {
        let scene = try await MoneyScene()
        for balance in ["100", "0", "0"] { try await scene.sweep(balance) }
        let now = scene.now
        try await scene.history.write { transaction in
            for row in try transaction.snapshot.due(bot: MoneyScene.bot, at: now) { _ = try transaction.markSending(row.id, at: now) }
        }
        if !isStill { for _ in 0..<2 { try await scene.sweep("50") } }
        try await scene.history.write { try $0.repeatAlerts($0.recoverAfterCrash(at: now), at: now) }
        #expect(try await scene.deliver().count == (isStill ? 3 : 0))
    }
}
