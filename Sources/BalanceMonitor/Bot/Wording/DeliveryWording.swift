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
        let problems = HTMLText.escape(String(problems.prefix(3000)))
        return language == .ru
            ? "Новая конфигурация не принята, действует прежняя:\n<pre>\(problems)</pre>"
            : "The new configuration was refused, the old one is in force:\n<pre>\(problems)</pre>"
    }

    /// To the owners, when `backup` failed at `moment`.
    func backupFailed(_ reason: String, moment: String) -> String {
        let reason = HTMLText.escape(String(reason.prefix(1500)))
        return language == .ru
            ? "⚠️ Резервная копия не сделана (\(moment)): \(reason)"
            : "⚠️ No backup was made (\(moment)): \(reason)"
    }

    /// To the owners, when the database was found damaged; `backup` is the newest one there is.
    func damaged(_ detail: String, backup: String?, isRunning: Bool) -> String {
        let detail = HTMLText.escape(String(detail.prefix(1500)))
        let backup = backup.map { "<code>" + HTMLText.escape("balance-monitor restore \($0)") + "</code>" }
        return language == .ru
            ? "🔴 База повреждена, служба \(isRunning ? "пока пишет в неё дальше" : "не запущена, файл оставлен как есть"): \(detail)\n"
                + (backup.map { "Последняя резервная копия (при остановленной службе): \($0)" } ?? "Резервных копий нет.")
            : "🔴 The database is damaged, \(isRunning ? "and the service still writes to it" : "the service does not run, the file is kept as it is"): \(detail)\n"
                + (backup.map { "The latest backup, with the service stopped: \($0)" } ?? "There is no backup.")
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
        }
        let why = FailureWording(language).short(silence)
        return language == .ru ? "отчёт за \(slot), отправлен в \(sentAt): \(why)" : "report for \(slot), sent at \(sentAt): \(why)"
    }
}
