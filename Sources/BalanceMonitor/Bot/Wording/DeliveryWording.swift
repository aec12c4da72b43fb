import Domain
import TelegramAPI

/// What is said about the delivery itself.
struct DeliveryWording {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// Above a report that may have arrived already.
    var repeatMark: String { language == .ru ? "⚠️ возможен повтор" : "⚠️ possibly a repeat" }

    /// Above the report of a slot that somebody had sent out of turn, so that nobody takes it for a second one.
    func asked(sentAt: String) -> String {
        language == .ru ? "↩️ отправлен в \(sentAt) по просьбе администратора" : "↩️ sent at \(sentAt), as the administrator asked"
    }

    /// To the owners, when Telegram refused a message for good.
    func dead(chat: Int64, reason: String) -> String {
        let reason = HTMLText.escape(reason)
        return language == .ru
            ? "Сообщение для чата <code>\(chat)</code> не принято и больше не отправляется: \(reason)"
            : "A message to chat <code>\(chat)</code> was refused and is given up: \(reason)"
    }

    /// To the owners, when a chat takes nothing at present, perhaps by a fault of Telegram's.
    func refused(chat: Int64, reason: String) -> String {
        let reason = HTMLText.escape(reason)
        return language == .ru
            ? "⚠️ Чат <code>\(chat)</code> не принимает сообщения бота: \(reason). Проверьте там его права. Следующий отчёт уйдёт по "
                + "расписанию и покроет время непринятого."
            : "⚠️ Chat <code>\(chat)</code> does not take the bot's messages: \(reason). See to its rights there. The next report is tried at "
                + "its time and covers what the refused one did not tell."
    }

    /// To the owners, when a topic is closed or gone, or Telegram says so.
    func topicGone(chat: Int64, topic: Int64, reason: String) -> String {
        let reason = HTMLText.escape(reason)
        return language == .ru
            ? "⚠️ Тема <code>\(topic)</code> чата <code>\(chat)</code> недоступна: \(reason). Сообщения приходят в сам чат. Откройте тему или "
                + "напишите /here там, где нужны отчёты."
            : "⚠️ Topic <code>\(topic)</code> of chat <code>\(chat)</code> cannot be written to: \(reason). Messages go into the chat itself. "
                + "Open the topic again, or say /here where reports belong."
    }

    /// Above a message that belongs into a topic.
    var insteadOfTopic: String {
        language == .ru ? "⚠️ тема недоступна, поэтому сообщение здесь" : "⚠️ the topic cannot be written to, so this is here"
    }

    /// Below the text of a picture or file that Telegram did not take.
    func attachmentRefused(_ reason: String) -> String {
        (language == .ru ? "⚠️ Картинка не принята: " : "⚠️ The picture was refused: ") + HTMLText.escape(reason)
    }

    /// To the owners, when a message cannot even be marked as being sent.
    func unmarked(chat: Int64, reason: String) -> String {
        let reason = HTMLText.escape(String(reason.prefix(500)))
        return language == .ru
            ? "⚠️ Сообщение для чата <code>\(chat)</code> ждёт: его не удаётся отметить в базе (\(reason)). Остальные уходят. Проверьте базу: "
                + "<code>balance-monitor verify</code>"
            : "⚠️ A message to chat <code>\(chat)</code> waits: it cannot be marked in the database (\(reason)). The others go on. Check the "
                + "database: <code>balance-monitor verify</code>"
    }

    /// To the owners, when what became of a message cannot be noted.
    func unrecorded(chat: Int64, reason: String) -> String {
        let reason = HTMLText.escape(String(reason.prefix(500)))
        return language == .ru
            ? "⚠️ Что стало с сообщением для чата <code>\(chat)</code>, не записано (\(reason)); оно могло дойти. Проверьте базу: "
                + "<code>balance-monitor verify</code>"
            : "⚠️ What became of a message to chat <code>\(chat)</code> is not noted (\(reason)); it may have arrived. Check the database: "
                + "<code>balance-monitor verify</code>"
    }

    /// To the owners, when a report should cover the time of a refused one and cannot be made again.
    func notWidened(chat: Int64, reason: String) -> String {
        let reason = HTMLText.escape(String(reason.prefix(500)))
        return language == .ru
            ? "⚠️ Отчёт для чата <code>\(chat)</code> не удалось составить заново (\(reason)): он ушёл без времени непринятого. Те же дни "
                + "покажет /stat."
            : "⚠️ A report for chat <code>\(chat)</code> could not be made again (\(reason)): it went out without the time of the refused one. "
                + "/stat shows the same days."
    }

    /// To the owners, when a report cannot be made; the others are.
    func unmade(chat: String, reason: String) -> String {
        let (chat, reason) = (HTMLText.escape(chat), HTMLText.escape(String(reason.prefix(500))))
        return language == .ru
            ? "⚠️ Отчёт для чата «\(chat)» не составлен: \(reason). Попытки продолжаются, остальные отчёты уходят."
            : "⚠️ The report for the chat “\(chat)” cannot be made: \(reason). It is tried again; the other reports go out."
    }

    /// To the owners, when nobody knows whether a report arrived, its repeat included.
    func unknown(chat: Int64, reason: String) -> String {
        let reason = HTMLText.escape(reason)
        return language == .ru
            ? "Неизвестно, дошёл ли отчёт до чата <code>\(chat)</code>, и повтор тоже: \(reason). Те же дни покажет /stat."
            : "Nobody knows whether a report reached chat <code>\(chat)</code>, nor its repeat: \(reason). /stat shows the same days."
    }

    /// Above what is sent while the history cannot be written.
    func notWritten(since stored: String?) -> String {
        let known = stored.map { language == .ru ? ", данные на \($0)" : ", data as of \($0)" } ?? ""
        return language == .ru ? "⚠️ история не пишется\(known)" : "⚠️ history is not written\(known)"
    }

    /// To the owners, when a reload was refused.
    func refusedConfiguration(_ problems: String) -> String {
        let problems = HTMLText.escape(problems.bounded(toBytes: 3000))
        return language == .ru
            ? "Новая конфигурация не принята, действует прежняя:\n<pre>\(problems)</pre>"
            : "The new configuration was refused, the old one is in force:\n<pre>\(problems)</pre>"
    }

    /// To the owners, when `backup` failed at `moment`.
    func backupFailed(_ reason: String, moment: String) -> String {
        let reason = HTMLText.escape(reason.bounded(toBytes: 1500))
        return language == .ru
            ? "⚠️ Резервная копия не сделана (\(moment)): \(reason)"
            : "⚠️ No backup was made (\(moment)): \(reason)"
    }

    /// To the owners, when the database was found damaged; `backup` is the newest one there is.
    func damaged(_ detail: String, backup: String?, isRunning: Bool) -> String {
        let detail = HTMLText.escape(detail.bounded(toBytes: 1500))
        let backup = backup.map { "<code>" + HTMLText.escape("balance-monitor restore \($0)") + "</code>" }
        return language == .ru
            ? "🔴 База повреждена, служба \(isRunning ? "пока пишет в неё дальше" : "не запущена, файл оставлен как есть"): \(detail)\n"
                + (backup.map { "Последняя резервная копия (при остановленной службе): \($0)" } ?? "Резервных копий нет.")
            : "🔴 The database is damaged, \(isRunning ? "and the service still writes to it" : "the service does not run, the file is kept as it is"): \(detail)\n"
                + (backup.map { "The latest backup, with the service stopped: \($0)" } ?? "There is no backup.")
    }

    /// To the owners, when the database file was removed or replaced under the daemon, and `copy` was saved.
    func saved(_ copy: String, of database: String, isReplaced: Bool) -> String {
        func code(_ text: String) -> String { "<code>" + HTMLText.escape(text) + "</code>" }
        let steps = ["sudo systemctl stop balance-monitor", "sudo balance-monitor restore \(copy)", "sudo systemctl start balance-monitor"]
            .map(code).joined(separator: "\n")
        return lostFile(database, isReplaced) + "\n"
            + (language == .ru
                ? "Ничего не потеряно: всё сохранено в \(code(copy)), служба пишет дальше туда"
                    + (isReplaced ? ", в чужой файл ничего не записано" : "") + ". Чтобы вернуть базу на место, выполните:\n\(steps)"
                : "Nothing is lost: all is saved as \(code(copy)), and the service goes on writing there"
                    + (isReplaced ? "; nothing was written into the other file" : "") + ". To put the database back, run:\n\(steps)")
    }

    /// To the owners, when the database file was removed or replaced, and no copy could be saved.
    func notSaved(_ reason: String, of database: String, isReplaced: Bool) -> String {
        let reason = HTMLText.escape(String(reason.prefix(1500)))
        return lostFile(database, isReplaced) + "\n"
            + (language == .ru
                ? "Сохранить копию не удалось: \(reason)\nНе останавливайте службу, иначе история пропадёт: она пробует снова каждые несколько минут."
                : "No copy could be saved: \(reason)\nDo not stop the service, or the history is lost: it tries again every few minutes.")
    }

    /// To the owners, when the zone of the reports is not on the host any more.
    func zoneIsGone(_ zone: String, _ standIn: ZoneStandIn) -> String {
        let zone = HTMLText.escape(zone)
        return switch (standIn, language) {
        case (.presentName(let name), .ru):
            "⚠️ Часового пояса \(zone) в системе больше нет: это старое имя. Отчёты идут по тому же поясу под новым именем \(name). Напишите в [report] timezone = \"\(name)\" или установите пакет tzdata-legacy."
        case (.presentName(let name), .en):
            "⚠️ The time zone \(zone) is not on this host any more: it is an old name. Reports go on in the same zone by its present name, \(name). Write [report] timezone = \"\(name)\", or install the package tzdata-legacy."
        case (.lastKnown, .ru):
            "⚠️ Часового пояса \(zone) в системе больше нет. Отчёты идут по последним известным правилам, но после перезапуска служба не начнёт работу. Установите пакет tzdata-legacy (или tzdata) либо напишите другой пояс в [report] timezone."
        case (.lastKnown, .en):
            "⚠️ The time zone \(zone) is not on this host any more. Reports go on by the rules known last, but the service will not start again. Install the package tzdata-legacy (or tzdata), or write another zone in [report] timezone."
        }
    }

    private func lostFile(_ database: String, _ isReplaced: Bool) -> String {
        let file = "<code>" + HTMLText.escape(database) + "</code>"
        return language == .ru
            ? "🔴 Файл базы \(file) \(isReplaced ? "заменён другим" : "удалён или перемещён") во время работы службы."
            : "🔴 The database file \(file) was \(isReplaced ? "replaced by another" : "removed or moved") while the service runs."
    }

    /// To the owners, when alerts could not be made; `failures` names them, with the reasons.
    func alertFailed(_ failures: String) -> String {
        let failures = HTMLText.escape(String(failures.prefix(1500)))
        return language == .ru
            ? "⚠️ Не удалось составить оповещение (\(failures)). Показания и деньги записаны. Остатки покажет /balance; если это "
                + "повторится, запустите <code>balance-monitor verify</code> и посмотрите журнал службы."
            : "⚠️ An alert could not be made (\(failures)). Readings and money are stored. /balance shows what is left; if this comes "
                + "again, run <code>balance-monitor verify</code> and see the service's log."
    }

    /// To the owners, when the write-ahead log has grown since somebody reads and does not end.
    func longLog(megabytes: Int64) -> String {
        language == .ru
            ? "⚠️ Журнал базы вырос до \(megabytes) МБ: другая программа читает её и не заканчивает. Завершите её, иначе кончится место."
            : "⚠️ The database's log has grown to \(megabytes) MB: another program reads it and does not end. End it, or the disk fills up."
    }

    /// Above a report that comes long after its time.
    func late(_ late: Lateness, slot: String, sentAt: String) -> String {
        let silence: Gap.Silence
        switch late {
        case .delayed:
            return language == .ru
                ? "отчёт за \(slot) задержан, отправлен в \(sentAt)" : "report for \(slot) was delayed, sent at \(sentAt)"
        case .wasOff: silence = .off
        case .wasStopped: silence = .stopped
        case .wasUnwritten: silence = .unwritten
        }
        let why = FailureWording(language).short(silence)
        return language == .ru ? "отчёт за \(slot), отправлен в \(sentAt): \(why)" : "report for \(slot), sent at \(sentAt): \(why)"
    }
}
