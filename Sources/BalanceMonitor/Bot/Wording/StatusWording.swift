import Domain
import TelegramAPI

/// `/status` in words: what works, since when, and what does not.
struct StatusWording {
    let wording: Wording
    let status: ServiceStatus
    let view: CollectorState.View
    /// How many accounts are configured: until the first sweep is stored the history knows none of them.
    let configured: Int
    let accounts: [Account]
    let outages: [Gap]
    let unknown: Int
    let dead: Int
    let waiting: Int
    /// How many suspicious readings of the last 24 hours were not confirmed, and the newest of them with whose they are.
    let glitches: Int
    let named: [(account: Account, wallet: Wallet, glitch: Glitch)]

    var text: String {
        let failing = accounts.compactMap { account in outages.first { $0.account == account.id }.map { (account, $0) } }
        var lines = [
            "⚙️ Balance Monitor \(Product.version)",
            say("работает ", "up for ") + wording.duration(seconds: wording.now - status.startedAt),
            say("последний опрос: ", "last sweep: ")
                + (view.lastSweep.map(wording.moment) ?? say("ещё не было", "none yet")),
            say("аккаунтов: ", "accounts: ") + "\(configured)" + say(", с ошибкой: ", ", failing: ") + "\(failing.count)",
        ]
        for (account, gap) in failing {
            let reason = FailureWording(wording.language).short(gap.reason)
            lines.append(
                "• " + HTMLText.escape(account.title) + say(": с ", ": since ") + wording.timeAndDay(gap.from) + " — " + reason)
            if !gap.detail.isEmpty {
                lines.append("  <i>" + HTMLText.escape(FailureDetail(language: wording.language).text(gap.detail)) + "</i>")
            }
        }
        if !view.doubts.isEmpty { lines.append(say("проверяется кошельков: ", "wallets being checked: ") + "\(view.doubts.count)") }
        if glitches > 0 { lines.append(say("сбойных показаний за сутки: ", "glitches in 24 h: ") + "\(glitches)") }
        for item in named {
            let words = MovementWording(wording)
            lines.append(
                "• " + HTMLText.escape(QueryWording.shortened(item.account.title)) + ": "
                    + HTMLText.escape(words.money(item.glitch.balance, item.wallet)) + say(" в ", " at ")
                    + wording.timeAndDay(item.glitch.at)
                    + " (" + words.reason(item.glitch.reason) + ")")
        }
        lines.append("Telegram: " + route)
        lines.append(messages)
        if let bytes = status.databaseBytes { lines.append(say("база: ", "database: ") + size(bytes)) }
        return (lines + warnings).joined(separator: "\n")
    }

    /// By which way Telegram was last reached.
    private var route: String {
        status.route == TelegramRoute.direct.name
            ? say("напрямую", "directly") : say("через прокси ", "by the proxy ") + HTMLText.escape(status.route)
    }

    /// What is not delivered; where nothing is, that all is well.
    private var messages: String {
        let counts = [
            (waiting, say("ждут отправки", "waiting to be sent")), (unknown, say("могли не дойти", "perhaps not delivered")),
            (dead, say("Telegram не принял", "refused by Telegram")),
        ].filter { $0.0 > 0 }
        guard !counts.isEmpty else { return say("сообщения: все отправлены", "messages: all are sent") }
        return say("сообщения: ", "messages: ") + counts.map { "\($0.1) — \($0.0)" }.joined(separator: ", ")
    }

    private var warnings: [String] {
        var lines: [String] = []
        if status.hasConflict {
            lines.append(
                say("⚠️ обновления бота получает другая программа: остановите её", "⚠️ another program receives this bot's updates: stop it"))
        }
        if let trouble = view.storageTrouble {
            lines.append(say("⚠️ история не пишется: ", "⚠️ history is not written: ") + HTMLText.escape(quoted(trouble)))
        }
        if let copy = view.savedCopy {
            lines.append(
                say(
                    "🔴 файл базы удалён или заменён, история пишется в ",
                    "🔴 the database file was removed or replaced, history is written to ")
                    + "<code>" + HTMLText.escape(copy) + "</code>")
        }
        if let damage = view.damage {
            lines.append(say("🔴 база повреждена: ", "🔴 the database is damaged: ") + HTMLText.escape(quoted(damage)))
        }
        if let bytes = view.longLog {
            lines.append(
                say("⚠️ журнал базы: ", "⚠️ the database's log: ") + size(bytes)
                    + say(", её долго читает другая программа", ", another program reads it for long"))
        }
        if let behind = view.clockBehind {
            lines.append(
                say("⚠️ часы отстают от истории, ничего не сохраняется: ", "⚠️ the clock is behind the history, nothing is stored: ")
                    + wording.duration(seconds: behind))
        }
        if let offset = view.clockOffset, abs(offset) > ClockBelief.tolerance {
            lines.append(say("⚠️ часы расходятся с серверами на ", "⚠️ the clock is off by ") + wording.duration(seconds: abs(offset)))
        }
        return lines
    }

    /// Somebody else's words, which are English.
    private func quoted(_ text: String) -> String { say("«", "") + text.bounded(toBytes: 320) + say("»", "") }

    private func size(_ bytes: Int64) -> String {
        let kilobytes = (bytes + 512) / 1024
        return kilobytes < 10_240
            ? "\(wording.grouped(UInt64(max(0, kilobytes)))) " + say("КиБ", "KiB")
            : "\(wording.grouped(UInt64(kilobytes / 1024))) " + say("МиБ", "MiB")
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}
