import Domain
import Testing

@testable import BalanceMonitor

@Suite("A filter means what it says") struct FilterTests {
    /// An agency's accounts: clients that differ by a letter, titles that differ by a number or are parts of others, shared networks.
    private let agency = AccountWords(candidates: [
        .init(name: "propeller-a", title: "PropellerAds клиента А", network: "propellerads", tags: ["client-a"]),
        .init(name: "propeller-b", title: "PropellerAds клиента Б", network: "propellerads", tags: ["client-b"]),
        .init(name: "exoclick", title: "ExoClick", network: "exoclick", tags: ["client-a"]),
        .init(name: "exo-backup", title: "ExoClick запасной", network: "exoclick", tags: ["client-b"]),
        .init(name: "kadam-1", title: "Kadam 1", network: "kadam", tags: ["ru"]),
        .init(name: "kadam-2", title: "Kadam 2", network: "kadam", tags: ["ru"]),
        .init(name: "kadam-10", title: "Kadam 10", network: "kadam", tags: ["ru", "vip"]),
        .init(name: "mgid", title: "MGID", network: "mgid", tags: ["vip"]),
        .init(name: "mgid-archive", title: "MGID (архив)", network: "mgid"),
        .init(name: "evadav", title: "🔥 EvaDav — «главный»", network: "evadav", tags: ["зелёный"]),
        .init(name: "shop-n", title: "Shop, north", network: "popads"),
        .init(name: "seven", title: "7", network: "popads"),
        .init(name: "x1", title: "1xBet", network: "adsterra"),
    ])

    private func names(_ text: String, _ accounts: AccountWords? = nil) throws -> [String] {
        let accounts = accounts ?? agency
        let filter = try StatQuery.parse(text, accounts: accounts).filter
        // Whatever keeps a filter keeps its meaning.
        #expect(AccountFilter(text: filter.text) == filter && accounts.stored(filter.text) == filter)
        return filter.isEmpty ? ["all"] : accounts.accounts(of: filter).map(\.name)
    }

    @Test(
        "from the exact title to one typing mistake",
        arguments: [
            // One client's figure is never another's.
            ("клиент А", "propeller-a"), ("клиент а", "propeller-a"), ("клиент Б", "propeller-b"), ("клиента б", "propeller-b"),
            ("пропеллер клиента а", "propeller-a"), ("пропеллер клиента б", "propeller-b"), ("Клиент А", "propeller-a"),
            ("PropellerAds клиента А", "propeller-a"), ("PropellerAds клиента Б", "propeller-b"),
            ("propellerads КЛИЕНТА А", "propeller-a"), ("  PropellerAds   клиента А ", "propeller-a"), ("клиент-а", "propeller-a"),
            ("PropellerAds клиента A", "propeller-a"), ("А клиент", "propeller-a"), ("клиент", "propeller-a propeller-b"),
            ("PropellerAds клиента А вчера", "propeller-a"), ("29 ноября PropellerAds клиента А", "propeller-a"),
            // A single letter is only a whole word.
            ("А", "propeller-a"), ("Б", "propeller-b"), ("б", "propeller-b"), ("b", "propeller-b exo-backup"),
            ("a", "propeller-a exoclick"),
            // Titles and names, and what is more than them.
            ("exoclick", "exoclick"), ("ExoClick", "exoclick"), ("exoclick запасной", "exo-backup"), ("запасной", "exo-backup"),
            ("запас", "exo-backup"), ("mgid", "mgid"), ("MGID архив", "mgid-archive"), ("mgid (архив)", "mgid-archive"),
            ("мгид", "mgid"), ("mgid-archive", "mgid-archive"), ("mgid archive", "mgid-archive"), ("propeller-a", "propeller-a"),
            ("propeller a", "propeller-a"), ("PROPELLER-B", "propeller-b"), ("evadav", "evadav"), ("эвадав", "evadav"),
            ("🔥 EvaDav — «главный»", "evadav"), ("🔥", "evadav"), ("evadav главный", "evadav"), ("evadav — главный", "evadav"),
            ("«главный»", "evadav"), ("Shop, north", "shop-n"), ("shop, north вчера", "shop-n"), ("1xbet", "x1"), ("1xb", "x1"),
            // Numbers.
            ("Kadam 1", "kadam-1"), ("Kadam 10", "kadam-10"), ("Kadam 2", "kadam-2"), ("kadam-1", "kadam-1"), ("kadam1", "kadam-1"),
            ("kadam10", "kadam-10"), ("кадам 1", "kadam-1"), ("кадам 10", "kadam-10"), ("10", "kadam-10"), ("1", "kadam-1"),
            ("kadam", "kadam-1 kadam-2 kadam-10"), ("кадам", "kadam-1 kadam-2 kadam-10"), ("kadam 1 2", "kadam-1 kadam-2"),
            ("kadam 1, 10", "kadam-1 kadam-10"), ("Kadam 1, Kadam 2", "kadam-1 kadam-2"), ("Kadam 1 7д", "kadam-1"),
            ("Kadam 1 ноябрь", "kadam-1"), ("kadam 1 ноября", "kadam-1 kadam-2 kadam-10"), ("kadam 7 дней", "kadam-1 kadam-2 kadam-10"),
            ("7", "seven"), ("7 дней", "all"), ("7д", "all"),
            // Tags and networks.
            ("client-a", "propeller-a exoclick"), ("CLIENT-B", "propeller-b exo-backup"), ("ru", "kadam-1 kadam-2 kadam-10"),
            ("vip", "kadam-10 mgid"), ("kadam vip", "kadam-10"), ("ЗЕЛЁНЫЙ", "evadav"), ("зеленый", "evadav"),
            ("propellerads", "propeller-a propeller-b"), ("propellerads client-b", "propeller-b"),
            ("client", "propeller-a propeller-b exoclick exo-backup"),
            // Several accounts.
            ("propeller exoclick", "propeller-a propeller-b exoclick"), ("клиент А mgid", "propeller-a mgid"),
            ("exoclick клиент А", "exoclick"), ("exoclick клиент Б", "propeller-b exoclick"), ("клиента А, Б", "propeller-a propeller-b"),
            ("клиента А и Б", "propeller-a propeller-b"), ("А Б", "propeller-a propeller-b"), ("mgid, evadav", "mgid evadav"),
            ("mgid,evadav", "mgid evadav"), ("mgid;evadav", "mgid evadav"), ("mgid и evadav за вчера", "mgid evadav"),
            ("только mgid", "mgid"), ("PropellerAds клиента А, Kadam 2", "propeller-a kadam-2"),
            ("по kadam 2 с 1 ноября", "kadam-2"),
            // Beginnings, and one typing mistake.
            ("prop", "propeller-a propeller-b"), ("проп", "propeller-a propeller-b"), ("exo", "exo-backup"),
            ("propelr", "propeller-a propeller-b"), ("пропелер", "propeller-a propeller-b"), ("propelerads клиента а", "propeller-a"),
            ("exoclik", "exoclick exo-backup"), ("evadv", "evadav"), ("клиенту Б", "propeller-b"),
        ])
    func meaning(text: String, accounts: String) throws {
        #expect(try names(text).joined(separator: " ") == accounts)
    }

    @Test(
        "and never the next best account where there is none",
        arguments: [
            "клиент В", "клиента В", "клиент в", "PropellerAds клиента В", "PropellerAds клиента В вчера", "клиент С ноябрь", "клиент Г",
            "Kadam 3", "kadam 11", "kadam3", "kadam 100", "Kadam 7", "mgid Б", "aaaa", "к", "ка", "xo", "click", "лик", "client-c", "ad",
            "-", "—", "🎲", "клиент А Г", "propeller-c", "1xbet 2",
        ])
    func none(text: String) {
        #expect(throws: StatQuery.Problem.self) { try StatQuery.parse(text, accounts: agency) }
    }

    @Test(
        "where a title is a word, a letter or a period itself",
        arguments: [
            ("С", "s"), ("клиент С ноябрь", "client-s"), ("kadam с 1 ноября", "kadam"), ("с 1 ноября", "all"), ("Today Ads", "ads"),
            ("today ads", "ads"), ("today Ads вчера", "ads"), ("Май", "all"), ("may", "all"), ("Agency 2025", "agency"), ("2025", "agency"),
            ("kadam и today ads", "kadam ads"), ("Вася и Петя", "vasya"), ("вася", "vasya"), ("kadam", "kadam"),
        ])
    func odd(text: String, accounts: String) throws {
        let odd = AccountWords(candidates: [
            .init(name: "s", title: "С", network: "n"), .init(name: "client-s", title: "Сеть клиента С", network: "n"),
            .init(name: "kadam", title: "Kadam", network: "kadam"), .init(name: "ads", title: "Today Ads", network: "n"),
            .init(name: "m", title: "Май", network: "n"), .init(name: "agency", title: "Agency 2025", network: "n"),
            .init(name: "vasya", title: "Вася и Петя", network: "n"),
        ])
        #expect(try names(text, odd).joined(separator: " ") == accounts)
    }

    @Test("which is a tag or a network also takes what joins them later; an account's name takes that one, under a new name, too")
    func later() throws {
        let tag = try StatQuery.parse("client-a", accounts: agency).filter
        #expect(tag.matches(name: "new", network: "kadam", tags: ["client-a"]))
        #expect(!tag.matches(name: "client-a", network: "kadam", tags: ["client-a-old"]))
        let network = try StatQuery.parse("propellerads", accounts: agency).filter
        #expect(network.text == "=@propellerads" && network.matches(name: "new", network: "propellerads", tags: []))
        let account = try StatQuery.parse("kadam 1", accounts: agency).filter
        #expect(account.text == "=kadam-1" && !account.matches(name: "kadam-11", network: "kadam", tags: []))
        #expect(account.matches(name: "kadam-first", was: "kadam-1", network: "kadam", tags: []))
    }

    @Test("which an earlier version stored in loose words is read by the same rules, and never as all accounts")
    func loose() {
        func names(_ text: String) -> [String] { agency.accounts(of: agency.stored(text)).map(\.name) }
        #expect(names("клиента А") == ["propeller-a"])
        #expect(names("kadam 1, mgid") == ["kadam-1", "mgid"])
        #expect(names("gone") == [] && names("только") == [] && names("=gone") == [])
        #expect(names("").count == agency.candidates.count)
    }

    @Test("names up to four accounts in the heading, more by their number, and twins by their names")
    func heading() throws {
        let wording = Wording(language: .ru, zone: try ZoneFiles().zone(named: "Europe/Moscow"), now: Bench.start)
        func heading(_ text: String) throws -> String {
            let found = agency.accounts(of: try StatQuery.parse(text, accounts: agency).filter)
            return AccountNames(found.map { ($0.name, $0.title) }).text(wording)
        }
        #expect(try heading("клиент А") == "PropellerAds клиента А")
        #expect(try heading("propeller exoclick") == "PropellerAds клиента А, PropellerAds клиента Б, ExoClick")
        #expect(try heading("client kadam") == "7 аккаунтов")
        #expect(AccountNames([("a", "Kadam"), ("b", "Kadam"), ("a", "Kadam")]).text(wording) == "Kadam (a), Kadam (b)")
    }

    @Test("of hostile length is read at once", .timeLimit(.minutes(1)))
    func long() {
        for text in ["а ", "kadam ", "a,", "1 ", "PropellerAds клиента "] {
            _ = try? StatQuery.parse(String(repeating: text, count: 400), accounts: agency)
        }
    }
}
