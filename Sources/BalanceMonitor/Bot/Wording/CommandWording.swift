package import Domain
import TelegramAPI

/// What the bot says around its reports, in the reader's language.
package struct CommandWording: Sendable {
    package let language: Language

    package init(_ language: Language) {
        self.language = language
    }

    private func say(_ russian: String, _ english: String) -> String {
        language == .ru ? russian : english
    }

    /// The line beside a command in Telegram's menu and in `/help`.
    package func summary(_ command: CommandName) -> String {
        switch command {
        case .stat:
            say("отчёт: /stat вчера, /stat 7д, /stat ноябрь propeller", "report: /stat yesterday, /stat 7d, /stat november propeller")
        case .balance: say("остатки сейчас", "balances now")
        case .chart: say("график: /chart, /chart 30д, /chart ноябрь propeller", "a chart: /chart, /chart 30d, /chart november propeller")
        case .history: say("движения аккаунта: /history propeller", "an account's movements: /history propeller")
        case .status: say("как работает служба", "how the service is doing")
        case .here: say("присылать отчёты в этот чат или тему", "send reports to this chat or topic")
        case .start: say("присылать отчёты мне", "send reports to me")
        case .stop: say("больше не присылать отчёты сюда", "no more reports here")
        case .help: say("что я умею", "what I can do")
        case .whoami: say("ваш id и права", "your id and rights")
        }
    }

    /// `/help` for somebody with `role`; only what he may use is named.
    package func help(role: Role?, isPrivate: Bool, times: String, zone: String) -> String {
        let commands = CommandName.allCases
            .filter { AccessTable.allows(role, required: $0.requiredRole) }
            .filter { isPrivate ? $0 != .here : $0 != .start }
        let list = commands.map { "/\($0.rawValue) — \(summary($0))" }.joined(separator: "\n")
        guard role != nil else { return list }
        let schedule = say("Отчёты приходят в \(times) (\(zone)).", "Reports come at \(times) (\(zone)).")
        let group = say(
            "В группах я вижу только команды: обращайтесь ко мне ими.", "In groups I see commands only: use them to talk to me.")
        let periods = AccessTable.allows(role, required: CommandName.stat.requiredRole) ? self.periods + "\n" : ""
        return list + "\n\n" + periods + schedule + (isPrivate ? "" : "\n" + group)
    }

    /// What words for periods mean, since a week and a month can be two things each.
    private var periods: String {
        say(
            "Неделя — последние 7 дней с сегодняшним, прошлая неделя — с понедельника по воскресенье, месяц — календарный, с 1-го числа. "
                + "Точные даты стоят в заголовке отчёта.",
            "A week is the last 7 days with today, last week is Monday to Sunday, a month is the calendar's, from the 1st. "
                + "The exact dates stand in the report's heading.")
    }

    /// Before the help, for a command that there is not; `near` are those that were perhaps meant. Telegram's HTML.
    package func unknown(_ name: String, near: [CommandName]) -> String {
        let name = HTMLText.escape(QueryWording.shortened(name))
        return say("Не знаю команды /\(name).", "I do not know the command /\(name).")
            + (near.isEmpty
                ? "" : say(" Похоже на ", " It looks like ") + near.map { "/" + $0.rawValue }.joined(separator: say(" или ", " or ")) + ".")
    }

    /// The one line a stranger gets.
    package func stranger(id: Int64) -> String {
        say(
            "Это закрытый бот. Ваш id: <code>\(id)</code> — передайте его администратору.",
            "This is a private bot. Your id: <code>\(id)</code>; give it to the administrator.")
    }

    /// The answer to `/whoami`.
    package func whoami(id: Int64, role: Role?) -> String {
        let name =
            switch role {
            case .owner: say("владелец", "owner")
            case .analyst: say("аналитик", "analyst")
            case .viewer: say("наблюдатель", "viewer")
            case nil: say("нет доступа", "no access")
            }
        return say("Ваш id: <code>\(id)</code>\nПрава: \(name)", "Your id: <code>\(id)</code>\nRights: \(name)")
    }

    /// The answer to `/start` and `/here` once reports will come.
    package func subscribed(times: String, zone: String, isPrivate: Bool) -> String {
        isPrivate
            ? say(
                "Готово: отчёты будут приходить сюда в \(times) (\(zone)).\n/stat — отчёт сейчас, /help — всё остальное.",
                "Done: reports will come here at \(times) (\(zone)).\n/stat for a report now, /help for the rest.")
            : say(
                "Готово: отчёты будут приходить в этот чат в \(times) (\(zone)).",
                "Done: reports will come to this chat at \(times) (\(zone)).")
    }

    /// The answer to `/stop`.
    package func unsubscribed(isPrivate: Bool) -> String {
        say("Отчёты сюда больше не приходят. Включить снова: ", "No more reports come here. To turn them on again: ")
            + (isPrivate ? "/start" : "/here")
    }

    package var hereInPrivate: String {
        say(
            "/here нужна в группах; в личном чате отчёты включает /start.",
            "/here is for groups; in a private chat /start turns reports on.")
    }

    package var startInGroup: String {
        say("В группе отчёты включает владелец командой /here.", "In a group the owner turns reports on with /here.")
    }

    /// Commands that waited longer than ten minutes while the daemon was off.
    package func backlog(count: Int) -> String {
        say(
            "Пока служба была недоступна, пришло команд: \(count). Отвечаю только на новые — повторите, если нужно.",
            "\(count) command(s) came while the service was away. Only new ones are answered: please repeat what you need.")
    }

    package var failed: String {
        say("Не получилось выполнить команду; подробности — в журнале службы.", "The command failed; the service's log has the details.")
    }

    /// Instead of a change, when the history cannot be written.
    package var notWritten: String {
        say(
            "⚠️ История не пишется (диск полон или недоступен), поэтому ничего не изменено. Сообщите администратору.",
            "⚠️ History cannot be written (the disk is full or unavailable), so nothing was changed. Tell the administrator.")
    }

    /// Instead of a picture with nothing on it.
    package var noChart: String {
        say(
            "За этот период данных нет, рисовать нечего. Попробуйте другой: /chart 30д.",
            "Nothing is known of that period, so there is nothing to draw. Try another one: /chart 30d.")
    }

    /// A picture is a job, and a job must be stored.
    package var noChartUnwritten: String {
        say("Пока история не пишется, графика не будет; /stat работает.", "While history cannot be written there is no chart; /stat works.")
    }

    /// In place of a picture that could not be drawn; its figures follow.
    package func notDrawn(_ reason: String) -> String {
        say("⚠️ График не нарисован: ", "⚠️ The chart could not be drawn: ") + HTMLText.escape(reason)
    }

    package var refresh: String { say("🔄 Обновить", "🔄 Refresh") }

    package var refreshing: String { say("Опрашиваю сети…", "Polling the networks…") }

    /// Said at a press of the button too soon after another.
    package func refreshedLately(seconds: Int64) -> String {
        say("Обновляли только что; можно через \(seconds) с.", "Refreshed just now; try again in \(seconds) s.")
    }

    package var notAllowed: String { say("Недостаточно прав.", "You have no right to do that.") }

    /// Instead of figures, before there are any.
    package func notPolled(accounts: Int) -> String {
        guard accounts > 0 else {
            return say(
                "Ни одного аккаунта ещё нет. Администратор добавляет их в настройках службы.",
                "There is no account yet. The administrator adds them to the service's configuration.")
        }
        return say(
            "Сети ещё не опрошены, поэтому цифр пока нет. Первый опрос — в ближайшие минуты; аккаунтов: \(accounts).",
            "No network was polled yet, so there are no figures. The first poll is due within minutes; accounts: \(accounts).")
    }

    /// The answer to words that are no command.
    package var justTalk: String {
        say("Я понимаю команды и короткие вопросы о деньгах.", "I understand commands and short questions about money.")
    }
}
