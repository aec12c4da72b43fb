import Domain

/// Why there is no data, in a reader's words.
struct FailureWording {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// The reason of a gap in two or three words.
    func short(_ reason: String) -> String {
        switch FailureClass(rawValue: reason) {
        case .credentials: language == .ru ? "ключ не принят" : "the key was refused"
        case .payment: language == .ru ? "на счёте нет денег или тариф не оплачен" : "no money on the account, or its plan is not paid"
        case .rate: language == .ru ? "сеть просит подождать" : "the network asks to wait"
        case .temporary: language == .ru ? "сеть не отвечает" : "the network does not answer"
        case .permanent: language == .ru ? "ответ сети не понят" : "the answer is not understood"
        case nil where reason == "vanished": language == .ru ? "кошелька не было" : "the wallet was gone"
        case nil: short(Gap.Silence(rawValue: reason) ?? .off)
        }
    }

    /// Why nobody was asked.
    func short(_ silence: Gap.Silence) -> String {
        switch silence {
        case .off: language == .ru ? "устройство было выключено" : "the device was off"
        case .stopped: language == .ru ? "служба была остановлена" : "the service was stopped"
        case .notRunning: language == .ru ? "служба не работает" : "the service does not run"
        case .unwritten: language == .ru ? "история не писалась" : "history was not written"
        case .notWritten: language == .ru ? "история не пишется" : "history is not written"
        }
    }
}
