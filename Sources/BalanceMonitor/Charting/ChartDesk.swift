import Charts
import Domain
import History
import TelegramAPI

/// Draws charts beside the writer: on a connection of its own that only reads, opened for one piece of work and closed after it.
struct ChartDesk: Sendable {
    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    /// What the collector knows beside the history; nil where only the history tells.
    var view: CollectorState.View?

    /// What there is to draw for a chat, in its language and zone; throws what history and zones throw.
    func sheets(_ order: ChartOrder, for chat: ChatAddress) async throws -> [ChartSheet] {
        let (installation, zones, view) = (installation.value, zones, view)
        let reader = try history.reader()
        let sheets = try await reader.read { snapshot in
            let settings = ReaderSettings(try snapshot.chat(chat), configuration: installation.configuration)
            let zone = try zones.zone(named: settings.timezone)
            let wording = Wording(language: settings.language, zone: zone, now: Instant(seconds: order.askedAt))
            return try ChartMaker(installation: installation, wording: wording, view: view).sheets(order, in: snapshot)
        }
        try reader.close()
        return sheets
    }

    /// The picture that a part of the outbox stands for; throws `ChartError` too.
    func picture(_ order: ChartOrder, for chat: ChatAddress) async throws -> Upload {
        let sheets = try await sheets(order, for: chat).filter { order.currency == nil || $0.chart.currency.code == order.currency }
        defer { HeapLimits.releaseFreeMemory() }
        let bytes = try ChartPicture.png(of: sheets.map { ($0.chart, $0.words) })
        return Upload(name: "balance-\(order.currency?.lowercased() ?? "chart").png", contentType: "image/png", bytes: bytes)
    }

    /// The message that answers a job: a picture a currency, each drawn when it is sent; or why there is none.
    func answer(to job: ChartJob, bot: Int64, at now: Instant, language: Language) async throws -> OutgoingMessage {
        let sheets = try await sheets(job.order, for: job.chat)
        var parts = sheets.map { sheet in
            var order = job.order
            order.currency = sheet.chart.currency.code
            return OutgoingMessage.Part(text: sheet.caption, attachment: order.text)
        }
        if parts.isEmpty { parts = [OutgoingMessage.Part(text: CommandWording(language).noChart)] }
        return OutgoingMessage(bot: bot, chat: job.chat, kind: .answer, parts: parts, replyTo: job.replyTo, createdAt: now)
    }
}
