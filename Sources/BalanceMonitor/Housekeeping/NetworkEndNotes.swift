import Domain
import History
import TelegramAPI

/// Tells the owners of networks that end: once when the end comes near, and once when it has come.
struct NetworkEndNotes: Sendable {
    let installation: Installation
    let bot: Int64
    let now: Instant
    /// The date in the report's time zone.
    let today: CivilDate

    /// Queues what was not told yet; returns whether there was anything.
    func enqueue(in transaction: Transaction) throws -> Bool {
        let configuration = installation.configuration
        let ends = NetworkEnd.all(of: installation, today: today)
        guard !ends.isEmpty else { return false }
        let told = try transaction.snapshot.alertStates(kind: Self.kind)
        var isAnything = false
        for end in ends {
            let key = AlertKey(kind: Self.kind, subject: "\(end.network) \(end.date)", chat: ChatAddress(chat: 0))
            let stage = end.isOver ? "over" : "near"
            guard told[key] != stage else { continue }
            let text = HTMLText.escape("⚠️ " + end.text(configuration.report.language))
            try OwnerNote(bot: bot, owners: configuration.telegram.owners, text: text).enqueue(in: transaction, at: now)
            try transaction.setAlertState(key, to: stage, at: now)
            isAnything = true
        }
        return isAnything
    }

    private static let kind = "network-end"
}
