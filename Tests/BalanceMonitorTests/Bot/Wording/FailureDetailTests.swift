import Domain
import Testing

@testable import BalanceMonitor

@Suite("What failed in particular") struct FailureDetailTests {
    @Test(
        "is Russian where the words are ours, and quoted where they are not",
        arguments: [
            ("HTTP 403", "HTTP 403"), ("HTTP 403: Invalid token", "HTTP 403: «Invalid token»"),
            ("HTTP 502: a login page or bot protection, not an API answer", "HTTP 502: вместо ответа страница входа или защита от роботов"),
            ("an empty answer", "пустой ответ"), ("api.example.com: no answer in time", "api.example.com: нет ответа вовремя"),
            ("no answer within 20 s", "нет ответа за 20 с"),
            ("api.example.com: no connection: refused", "api.example.com: нет соединения: «refused»"),
            ("the answer has changed shape: no .balance", "ответ другого вида: «no .balance»"), ("Bad key: x", "«Bad key: x»"),
            ("HTTP 4032", "«HTTP 4032»"),
        ])
    func russian(detail: String, text: String) {
        #expect(FailureDetail(language: .ru).text(detail) == text)
        #expect(FailureDetail(language: .en).text(detail) == detail)
    }

    @Test("is cut where it is long")
    func long() {
        #expect(FailureDetail(language: .ru).text(String(repeating: "x", count: 900)).utf8.count == 324)
    }
}

@Suite("Why there is no data") struct FailureWordingTests {
    @Test(
        "is told in a few words, of a history that another version wrote, too",
        arguments: [
            ("credentials", "ключ не принят", "the key was refused"), ("vanished", "кошелька не было", "the wallet was gone"),
            ("off", "устройство было выключено", "the device was off"), ("stopped", "служба была остановлена", "the service was stopped"),
            ("not-running", "служба не работает", "the service does not run"),
            ("unwritten", "история не писалась", "history was not written"),
            ("not-written", "история не пишется", "history is not written"),
            ("unheard of", "устройство было выключено", "the device was off"),
        ])
    func reasons(reason: String, russian: String, english: String) {
        #expect(FailureWording(.ru).short(reason) == russian)
        #expect(FailureWording(.en).short(reason) == english)
    }
}
