import Domain
import TelegramAPI

/// The question about a change by a factor of 100, 1,000 or 1,000,000, and what became of it, in an owner's words.
struct HoldWording {
    let wording: Wording
    let wallet: Wallet
    /// The account's.
    let title: String

    /// What was booked, what the network says now, and what the answers mean.
    func question(booked: Money, held: Money) -> String {
        let change = wording.say(ru: "было ", en: "was ") + money(booked) + wording.say(ru: ", теперь ", en: ", now ") + money(held)
        let meaning = wording.say(
            ru: "Если сеть стала считать в другой единице (центы вместо долларов), движения денег не было. Если это деньги, изменение "
                + "будет учтено при следующем опросе. До ответа в отчётах остаётся прежний остаток.",
            en:
                "If the network now counts in another unit (cents for dollars), no money moved. If it is money, the change is booked at the "
                + "next poll. Until you answer, reports show the old balance.")
        let times = ScaleWording(wording).times(Suspicion(scaleBetween: booked, and: held)) ?? ""
        return escaped([
            "❓ " + name, wording.say(ru: "Остаток изменился \(times): ", en: "The balance changed \(times): ") + change, meaning,
        ])
    }

    /// One answer a row.
    func buttons(since: Instant) -> [BotAnswer.Button] {
        let labels: [(HoldVerdict, String)] = [
            (.unit, wording.say(ru: "это другая единица", en: "it is another unit")),
            (.money, wording.say(ru: "это деньги", en: "it is money")),
        ]
        return labels.enumerated().map { row, item in
            BotAnswer.Button(
                label: item.1, action: .hold, parameters: "\(wallet.id.rawValue):\(since.seconds):\(item.0.rawValue)", row: row)
        }
    }

    /// After an answer, until the next poll.
    func decided(_ verdict: HoldVerdict) -> String {
        let words =
            switch verdict {
            case .money:
                wording.say(ru: "Ответ: это деньги. Учту при следующем опросе.", en: "Answer: it is money. Booked at the next poll.")
            case .unit:
                wording.say(
                    ru: "Ответ: это другая единица. Пересчитаю при следующем опросе.",
                    en: "Answer: it is another unit. Applied at the next poll.")
            }
        return escaped(["✅ " + name, words])
    }

    /// Once the hold is over; nil when the balance decided by itself.
    func ended(as verdict: HoldVerdict?) -> String {
        let words =
            switch verdict {
            case .money: wording.say(ru: "Учтено как деньги.", en: "Booked as money.")
            case .unit:
                wording.say(
                    ru: "Другая единица: ответы сети пересчитываются, деньги не двигались.",
                    en: "Another unit: the network's answers are converted, no money moved.")
            case nil:
                wording.say(
                    ru: "Вопрос снят: остаток вернулся или стал нулевым сам.",
                    en: "No longer asked: the balance returned, or became 0, by itself.")
            }
        return escaped(["✅ " + name, words])
    }

    private var name: String { title + " · " + (wallet.title ?? wallet.key) + " · " + wallet.currency.code }

    private func money(_ amount: Money) -> String {
        wording.money(amount, wallet.currency, digits: wording.exactDigits(of: [amount], in: wallet.currency))
    }

    private func escaped(_ lines: [String]) -> String { HTMLText.escape(lines.joined(separator: "\n")) }
}
