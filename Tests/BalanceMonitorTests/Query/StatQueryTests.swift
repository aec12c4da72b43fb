import Domain
import History
import Testing

@testable import BalanceMonitor

@Suite("A question about money") struct StatQueryTests {
    private let accounts = AccountWords(candidates: [
        .init(name: "propeller-main", title: "PropellerAds", network: "propellerads", tags: ["client-a"]),
        .init(name: "exo-one", title: "ExoClick основной", network: "exoclick", tags: ["client-b"]),
        .init(name: "exo-two", title: "ExoClick запасной", network: "exoclick", tags: ["зелёный"]),
        .init(name: "kadam", title: "Кадам", network: "kadam"), .init(name: "mgid", title: "MGID", network: "mgid"),
    ])

    private func names(_ filter: AccountFilter) -> [String] {
        accounts.accounts(of: filter).map(\.name)
    }

    @Test(
        "is understood though it is typed carelessly",
        arguments: [
            ("", nil, []), ("вчера", .daysAgo(1), []), ("ВЧЕРА Prop", .daysAgo(1), ["propeller-main"]),
            ("prop вчера", .daysAgo(1), ["propeller-main"]), ("проп", nil, ["propeller-main"]),
            ("пропеллер 7 дней", .lastDays(7), ["propeller-main"]),
            ("экзоклик", nil, ["exo-one", "exo-two"]), ("kadam", nil, ["kadam"]), ("кадам", nil, ["kadam"]), ("мгид", nil, ["mgid"]),
            ("зеленый", nil, ["exo-two"]), ("ЗЕЛЁНЫЙ", nil, ["exo-two"]), ("exoclick запасной", nil, ["exo-two"]),
            ("prop kadam", nil, ["propeller-main", "kadam"]), ("prop, exo", nil, ["propeller-main", "exo-one", "exo-two"]),
            ("prop и kadam за вчера", .daysAgo(1), ["propeller-main", "kadam"]),
            ("client-b ноябрь", .recent(month: 11, days: nil), ["exo-one"]),
            ("propelerads", nil, ["propeller-main"]), ("propelr", nil, ["propeller-main"]),
            ("exoclik 7d", .lastDays(7), ["exo-one", "exo-two"]),
            ("вчра", .daysAgo(1), []), ("вчераа prop", .daysAgo(1), ["propeller-main"]), ("ноябь", .recent(month: 11, days: nil), []),
            ("прошлй месяц", .monthsAgo(1), []), ("yesterdy", .daysAgo(1), []),
            ("15.11 kadam", .recent(month: 11, days: 15...15), ["kadam"]),
        ] as [(String, Period?, [String])])
    func understood(text: String, period: Period?, named: [String]) throws {
        let query = try StatQuery.parse(text, accounts: accounts)
        #expect(query.period == period)
        #expect(query.filter.isEmpty ? named.isEmpty : names(query.filter) == named)
        // A button carries the words on.
        #expect(AccountFilter(text: query.filter.text) == query.filter)
    }

    @Test("of a bare year is of that year, unless an account's name holds the number")
    func years() throws {
        let year = try #require(CivilDate("2025-01-01"))...(try #require(CivilDate("2025-12-31")))
        #expect(try StatQuery.parse("2025", accounts: accounts) == StatQuery(period: .days(year), filter: .all))
        let kadam = try StatQuery.parse("kadam за 2025 год", accounts: accounts)
        #expect(kadam.period == .days(year) && names(kadam.filter) == ["kadam"])
        let named = AccountWords(candidates: [.init(name: "agency-2025", title: "Agency 2025", network: "popads")])
        #expect(try StatQuery.parse("2025", accounts: named).period == nil)
    }

    @Test(
        "of what lies ahead is answered by that", arguments: [("завтра", "23 ноября"), ("2027", "1 января 2027"), ("завтро", "23 ноября")])
    func ahead(text: String, day: String) async throws {
        let chat = try await ChatBench(Bench())
        try await LedgerBench(chat.bench).sweep(-3600, ["alpha": .usd("480"), "beta": .usd("99")])
        let answer = try await chat.says("/stat \(text)", ChatBench.viewer).first?.content.text ?? ""
        #expect(answer.hasPrefix("\(day) ещё не наступило.\nНапример:\n/stat вчера"), "\(answer)")
    }

    @Test("that means nothing is answered by what was not understood, what is like it, and what works")
    func nonsense() throws {
        let wording = QueryWording(wording: Wording(language: .ru, zone: try ZoneFiles().zone(named: "Europe/Moscow"), now: Bench.start))
        let problem = #expect(throws: StatQuery.Problem.self) { try StatQuery.parse("вчера kadabra", accounts: accounts) }
        let text = wording.text(try #require(problem), command: .stat, accounts: accounts)
        #expect(
            text == """
                Не понимаю «kadabra»: это не период, не аккаунт, не сеть и не метка.
                Похоже на аккаунт Кадам.
                Например:
                /stat вчера
                /stat 7д propeller-main
                /stat 1.11-15.11
                """)
    }

    @Test("is not one letter many times, nor no letter at all", arguments: ["aaaaaaaa", "kkkk", "-", "--", "…", "zzzz"])
    func noise(text: String) throws {
        let clients = AccountWords(candidates: [.init(name: "propeller-a", title: "PropellerAds клиента А", network: "propellerads")])
        #expect(throws: StatQuery.Problem.self) { try StatQuery.parse(text, accounts: clients) }
        #expect(throws: StatQuery.Problem.self) { try clients.filter(text) }
    }

    @Test("is not guessed at where two things are as near")
    func ambiguous() throws {
        let twins = AccountWords(candidates: [
            .init(name: "popads-1", title: "Zenit", network: "popads"), .init(name: "popadz-2", title: "Zenut", network: "popadz"),
        ])
        let problem = #expect(throws: StatQuery.Problem.self) { try StatQuery.parse("zenat", accounts: twins) }
        guard case .ambiguous(let word, let candidates) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(word == "zenat" && candidates.map(\.title) == ["Zenit", "Zenut"])
        #expect(throws: StatQuery.Problem.self) { try StatQuery.parse("июхь", accounts: twins) }
    }

    @Test(
        "of any length is said back shortened, on one line",
        arguments: [
            String(repeating: "я", count: 5000), "a\u{7}" + String(repeating: "\u{301}", count: 9000),
            String(repeating: "<&>", count: 2000),
        ])
    func hostile(text: String) throws {
        let wording = QueryWording(wording: Wording(language: .ru, zone: try ZoneFiles().zone(named: "Europe/Moscow"), now: Bench.start))
        let problem = #expect(throws: StatQuery.Problem.self) { try StatQuery.parse(text, accounts: accounts) }
        #expect(wording.text(try #require(problem), command: .stat, accounts: accounts).utf16.count < 400)
    }
}
