import Domain
import History
import Logging
import ServiceLifecycle
import TelegramAPI

/// Grants what the command line left in the inbox, since the daemon alone writes.
struct WishService: Service {
    /// `report --send`: the report for now, to every subscribed chat, out of turn.
    static let report = "report"

    /// Between two looks, in seconds of real time: a person waits for it.
    private static let pause = Duration.seconds(3)

    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    let time: TimeSource
    let state: CollectorState
    let belief: SharedBelief
    let bot: Int64
    let outboxBell: Bell
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var trouble = RepeatedTrouble()
            while await TimeSource.system.sleep(Self.pause) {
                do {
                    try await grantAll()
                    trouble.clear("")
                } catch {
                    if trouble.isNew("\(error)") { log.error("The inbox cannot be read", metadata: ["error": "\(error)"]) }
                }
            }
        }
    }

    /// Looks once.
    func grantAll() async throws {
        guard belief.value.isBelieved else { return }
        let wishes = try await history.read { try $0.openWishes() }
        for wish in wishes {
            let (installation, view, now) = (installation.value, state.value, time.now())
            try await history.write { transaction in
                if let money = MoneyWish(wish) {
                    let desk = HoldDesk(bot: bot, installation: installation, zones: zones, now: now)
                    return try transaction.settleWish(wish.id, outcome: money.grant(in: transaction, desk: desk).text, at: now)
                }
                if let failure = BackupFailure(wish) {
                    let isTold = try tell(failure, of: wish, installation, now: now, in: transaction)
                    return try transaction.settleWish(wish.id, outcome: isTold ? "told" : "told already", at: now)
                }
                guard wish.kind == Self.report, bot != 0 else {
                    return try transaction.settleWish(wish.id, outcome: "not known to this version", at: now)
                }
                let count = try enqueueReports(installation, view, now: now, in: transaction)
                try transaction.settleWish(wish.id, outcome: "queued for \(count) chats", at: now)
            }
            log.notice("A wish of the command line was granted", metadata: ["kind": "\(wish.kind)"])
        }
        if !wishes.isEmpty { outboxBell.ring() }
    }

    private func tell(
        _ failure: BackupFailure, of wish: Wish, _ installation: Installation, now: Instant, in transaction: Transaction
    ) throws -> Bool {
        let (telegram, report) = (installation.configuration.telegram, installation.configuration.report)
        let wording = Wording(language: report.language, zone: try zones.zone(named: report.timezone), now: now)
        let text = DeliveryWording(report.language).backupFailed(failure.reason, moment: wording.moment(wish.createdAt))
        return try DailyNote(kind: "backup", note: OwnerNote(bot: bot, owners: telegram.owners, text: text)).enqueue(
            in: transaction, at: now)
    }

    /// Queues the report for now for every subscribed chat; it takes no slot, so the next scheduled one covers the same time.
    private func enqueueReports(
        _ installation: Installation, _ view: CollectorState.View, now: Instant, in transaction: Transaction
    ) throws -> Int {
        let subscriptions = try transaction.snapshot.chats().compactMap {
            Subscription($0, configuration: installation.configuration, zones: zones)
        }
        for subscription in subscriptions {
            let chat = subscription.chat.address
            let zone = subscription.schedule.zone
            let from = try min(transaction.snapshot.lastReportEnd(chat) ?? now - SlotReport.firstCovers, now)
            let window = Window(from: from, until: now)
            let report = try ReportMaker(installation: installation, view: view, zone: zone).report(
                over: window, filter: subscription.filter, in: transaction.snapshot)
            let text = ReportWording(
                report, heading: ReportHeading(occasion: .now, window: window),
                wording: Wording(language: subscription.language, zone: zone, now: now))
            let parts = text.parts.map { OutgoingMessage.Part(text: $0) }
            try transaction.enqueue(OutgoingMessage(bot: bot, chat: chat, kind: .report, parts: parts, createdAt: now))
        }
        return subscriptions.count
    }
}
