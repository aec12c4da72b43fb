import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("A question to the bot") struct QuestionTests {
    private func chat() async throws -> ChatBench {
        let chat = try await ChatBench(Bench())
        let ledger = try await LedgerBench(chat.bench)
        try await ledger.sweep(-7200, ["alpha": .usd("500"), "beta": .usd("100")])
        try await ledger.sweep(-3600, ["alpha": .usd("480"), "beta": .usd("99")])
        return chat
    }

    @Test("before the first poll is answered by that", arguments: ["/stat", "/stat вчера", "/balance"])
    func early(text: String) async throws {
        let chat = try await ChatBench(Bench())
        let answer = try await chat.says(text, ChatBench.viewer).first?.content.text
        #expect(answer == "Сети ещё не опрошены, поэтому цифр пока нет. Первый опрос — в ближайшие минуты; аккаунтов: 2.")
    }

    @Test("in plain words in a private chat is answered as /stat would be, nonsense with help")
    func talk() async throws {
        let chat = try await chat()
        let plain = try await chat.says("сегодня альфа", ChatBench.owner).first?.content.text ?? ""
        #expect(plain.contains("Отчёт: сегодня, 22 ноября") && plain.contains("Alpha") && !plain.contains("Beta"))
        #expect(plain.contains("только: Alpha"))
        let nonsense = try await chat.says("как <b>дела</b>?", ChatBench.owner).first?.content.text ?? ""
        #expect(nonsense.hasPrefix("Я понимаю команды") && nonsense.contains("«как»") && nonsense.contains("/stat вчера"))
        #expect(try await chat.says("вчера", ChatBench.stranger).isEmpty)
        #expect(try await chat.says("вчера", ChatBench.owner, in: ChatBench.group).isEmpty)
    }

    @Test("with a filter keeps it at the button")
    func button() async throws {
        let chat = try await chat()
        let answer = try #require(try await chat.says("/balance альфа", ChatBench.viewer).first)
        let keyboard = try #require(StoredKeyboard(text: answer.content.keyboard))
        #expect(keyboard.rows.first?.first?.data == "poll:=alpha")
        let effects = try await chat.presses("poll:=alpha", ChatBench.viewer)
        #expect(effects.hasJobs)
        let jobs = try await chat.jobs()
        #expect(jobs.compactMap { RefreshJob(text: $0.payload)?.filter } == ["=alpha"])
        #expect(answer.content.text.contains("Alpha") && !answer.content.text.contains("Beta"))
    }

    @Test(
        "about a client is answered with that client alone, by each command",
        arguments: ["клиент А", "пропеллер клиента а", "PropellerAds клиента А", "клиента А 22 ноября"])
    func client(words: String) async throws {
        let chat = try await ChatBench(
            Bench(accounts: [
                Bench.account("propeller-a", title: "PropellerAds клиента А", more: #"tags = ["client-a"]"#),
                Bench.account("propeller-b", title: "PropellerAds клиента Б", more: #"tags = ["client-b"]"#),
            ]))
        let ledger = try await LedgerBench(chat.bench)
        try await ledger.sweep(-7200, ["propeller-a": .usd("500"), "propeller-b": .usd("100")])
        try await ledger.sweep(-3600, ["propeller-a": .usd("480"), "propeller-b": .usd("99")])
        let report = try await chat.says("/stat \(words)", ChatBench.viewer).first?.content.text ?? ""
        #expect(report.contains("только: PropellerAds клиента А\n") && !report.contains("клиента Б") && report.contains("20,00"))
        #expect(!report.contains("21,00"), "\(report)")
        _ = try await chat.says("/chart \(words)", ChatBench.viewer)
        #expect(try await chat.jobs().compactMap { ChartJob(text: $0.payload)?.order.filter } == ["=propeller-a"])
        guard !words.contains("ноября") else { return }
        let balance = try await chat.says("/balance \(words)", ChatBench.viewer).first?.content
        #expect(balance?.text.contains("только: PropellerAds клиента А") == true && balance?.text.contains("клиента Б") == false)
        #expect(StoredKeyboard(text: balance?.keyboard)?.rows.first?.first?.data == "poll:=propeller-a")
        let history = try await chat.says("/history \(words)", ChatBench.viewer).first?.content.text ?? ""
        #expect(history.contains("🧾 PropellerAds клиента А"), "\(history)")
    }

    @Test("with a filter of more accounts than a button has room for keeps it there by their numbers")
    func manyAccounts() async throws {
        let names = (1...9).map { "propeller-number-\($0)" }
        let chat = try await ChatBench(
            Bench(accounts: names.map { Bench.account($0, title: $0) } + [Bench.account("other", title: "Other")]))
        let answers = Dictionary(uniqueKeysWithValues: try (names + ["other"]).map { ($0, try LedgerBench.Poll.usd("5")) })
        try await LedgerBench(chat.bench).sweep(-3600, answers)
        let answer = try #require(try await chat.says("/balance prop", ChatBench.viewer).first)
        #expect(answer.content.text.contains("только: 9 аккаунтов") && !answer.content.text.contains("Other"))
        let data = try #require(StoredKeyboard(text: answer.content.keyboard)?.rows.first?.first?.data)
        #expect(data.utf8.count <= 64)
        #expect(try await chat.presses(data, ChatBench.viewer).hasJobs)
        let text = try #require(try await chat.jobs().compactMap { RefreshJob(text: $0.payload)?.filter }.first)
        let filter = try #require(AccountFilter(text: text))
        let accounts = try await chat.bench.history.read { try $0.accounts() }
        #expect(accounts.filter { filter.matches($0, settings: nil) }.map(\.name).sorted() == names.sorted())
    }

    @Test("of hostile length is one short message", arguments: ["/stat ", "/balance "])
    func hostile(command: String) async throws {
        let chat = try await chat()
        let rows = try await chat.says(command + String(repeating: "<b>&", count: 1000), ChatBench.viewer)
        #expect(rows.count == 1)
        #expect((rows.first?.content.text.utf16.count ?? 0) < 1000)
    }

    @Test("/status is whole Russian, and quotes what is not")
    func status() async throws {
        let chat = try await chat()
        try await chat.bench.history.write { transaction in
            let account = try #require(try transaction.snapshot.account(named: "alpha"))
            try transaction.openGap(
                Gap(account: account.id, from: Bench.start - 600, reason: "credentials", detail: "HTTP 403: Invalid <token>"))
        }
        let status = try await chat.says("/status", ChatBench.viewer).first?.content.text ?? ""
        #expect(status.contains("• Alpha: с 14:50 — ключ не принят\n  <i>HTTP 403: «Invalid &lt;token&gt;»</i>\n"))
        #expect(status.contains("\nTelegram: напрямую\nсообщения: все отправлены"))
        // What waits now is the answer before.
        let next = try await chat.says("/status", ChatBench.viewer).first?.content.text ?? ""
        #expect(next.contains("\nсообщения: ждут отправки — 1"))
    }

    @Test("/status names whose glitch it was, and its value")
    func glitch() async throws {
        let chat = try await chat()
        try await chat.bench.history.write { transaction in
            let wallet = try #require(try transaction.snapshot.wallets().first)
            try transaction.record(Glitch(wallet: wallet.id, at: Bench.start - 600, balance: dollars("90500"), reason: .doubled))
        }
        let status = try await chat.says("/status", ChatBench.viewer).first?.content.text ?? ""
        #expect(status.contains("• Alpha: 90\u{202F}500,00\u{A0}$ в 14:50 (рост больше чем вдвое)"))
    }
}
