import Domain
import History
import TelegramAPI

/// Tells the owners once that the clock is far behind what the history holds, so that nothing is stored, and once that this is over.
struct ClockDesk {
    /// The kind under which the table of alerts notes who was told.
    static let kind = "clock"
    private static let subject = "history"

    let bot: Int64
    let installation: Installation
    let zones: ZoneFiles
    let now: Instant

    /// Says it to every owner who has a private chat with the bot and does not know yet; returns whether there was one.
    ///
    /// `behind` is in seconds; nil once readings are stored again.
    func tell(behind: Int64?, in transaction: Transaction) throws -> Bool {
        let told = try transaction.snapshot.alertStates(kind: Self.kind)
        var isAnybody = false
        for owner in installation.configuration.telegram.owners {
            let key = AlertKey(kind: Self.kind, subject: Self.subject, chat: ChatAddress(chat: owner))
            guard (told[key] != nil) != (behind != nil), let chat = try OwnerChat.of(owner, in: transaction.snapshot),
                let wording = wording(for: chat)
            else { continue }
            let text = behind.map { Self.text(behind: $0, wording) } ?? Self.healed(wording)
            try transaction.enqueue(
                OutgoingMessage(bot: bot, chat: chat.address, kind: .note, parts: [OutgoingMessage.Part(text: text)], createdAt: now))
            try transaction.setAlertState(key, to: behind.map { String($0) }, at: now)
            isAnybody = true
        }
        return isAnybody
    }

    /// By how much, until when, and what to do.
    private static func text(behind: Int64, _ wording: Wording) -> String {
        let (gap, end) = (wording.duration(seconds: behind), wording.moment(wording.now + behind))
        let (russian, english) = (
            "⚠️ Часы отстают от истории на \(gap): её последняя запись сделана \(end). Пока ничего не сохраняется, и отчёты не меняются. "
                + "Если часы сейчас неверны, исправьте их (timedatectl). Если верны, часы раньше забегали вперёд: запись продолжится сама, "
                + "когда это время наступит; если ждать долго, верните базу из резервной копии, сделанной до этого.",
            "⚠️ The clock is \(gap) behind the history, whose last entry was made \(end). Nothing is stored meanwhile, and reports stay as they "
                + "are. If the clock is wrong now, set it right (timedatectl). If it is right, it was ahead before: storing goes on by "
                + "itself once that time has come; if that is too long to wait, restore a backup made before it."
        )
        return HTMLText.escape(wording.say(ru: russian, en: english))
    }

    private static func healed(_ wording: Wording) -> String {
        wording.say(
            ru: "✅ Часы больше не отстают от истории: показания снова сохраняются.",
            en: "✅ The clock is behind the history no longer: readings are stored again.")
    }

    /// Nil where neither the reader's zone nor the report's is on the host.
    private func wording(for chat: KnownChat) -> Wording? {
        let reader = ReaderSettings(chat, configuration: installation.configuration)
        let zone = OwnerChat.zone(reader, configuration: installation.configuration, zones: zones)
        return zone.map { Wording(language: reader.language, zone: $0, now: now) }
    }
}
