import Domain
import History
import Logging
import ServiceLifecycle
import TelegramAPI

/// Grants what the command line left in the inbox, since the daemon alone writes.
struct WishService: Service {
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
                    if trouble.clear("") { log.notice("The inbox is read again") }
                } catch {
                    if trouble.isNew("\(error)") { log.failure("What the command line asked for waits in the inbox", error) }
                }
            }
        }
    }

    /// Looks once; a request that fails is answered with the reason and holds up no other one.
    func grantAll() async throws {
        guard belief.value.isBelieved else { return }
        let wishes = try await history.read { try $0.openWishes() }
        for wish in wishes {
            let now = time.now()
            let result = try await history.write { transaction in
                let result = try transaction.attempt { try outcome(of: wish, now: now, in: transaction) }
                let text =
                    switch result {
                    case .success(let text): text
                    case .failure(let error): MoneyWish.Outcome(isGranted: false, sentence: Self.sentence(error)).text
                    }
                try transaction.settleWish(wish.id, outcome: text, at: now)
                return result
            }
            switch result {
            case .success: log.notice("A request of the command line was answered", metadata: ["kind": "\(wish.kind)"])
            case .failure(let error):
                log.error("A request of the command line failed", metadata: ["kind": "\(wish.kind)", "error": "\(error)"])
            }
        }
        if !wishes.isEmpty { outboxBell.ring() }
    }

    private static func sentence(_ error: any Error) -> String {
        "the daemon could not do it (\(error)), so nothing was changed: mend that, then ask again"
    }

    /// Does what is asked for, and says what came of it.
    private func outcome(of wish: Wish, now: Instant, in transaction: Transaction) throws -> String {
        let (installation, view) = (installation.value, state.value)
        if let money = MoneyWish(wish) {
            let desk = HoldDesk(bot: bot, installation: installation, zones: zones, now: now)
            return try money.grant(in: transaction, desk: desk).text
        }
        if let failure = BackupFailure(wish) {
            return try tell(failure, of: wish, installation, now: now, in: transaction) ? "told" : "told already"
        }
        guard let order = ReportWish(wish), bot != 0 else { return "not known to this version" }
        return "queued for \(try enqueue(order, asked: wish.createdAt, installation, view, now: now, in: transaction)) chats"
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

    /// Queues the report for every chat that is meant; it takes no slot, so the next scheduled one covers the same time. Says how many.
    private func enqueue(
        _ order: ReportWish, asked: Instant, _ installation: Installation, _ view: CollectorState.View, now: Instant,
        in transaction: Transaction
    ) throws -> Int {
        let subscriptions = try transaction.snapshot.chats()
            .compactMap { Subscription($0, configuration: installation.configuration, zones: zones) }
            .filter { order.chat == nil || $0.chat.address.chat == order.chat }
        var count = 0
        for subscription in subscriptions {
            let texts: [String]
            if let time = order.at.flatMap({ CivilTime($0) }) {
                guard let slot = ScheduledReport.slot(at: time, of: subscription, now: asked) else { continue }
                let scheduled = try ScheduledReport(
                    slot, of: subscription, installation: installation, view: view, in: transaction.snapshot)
                let sentAt = Wording(language: subscription.language, zone: subscription.schedule.zone, now: now).time(now)
                let mark = DeliveryWording(subscription.language).asked(sentAt: sentAt)
                texts = MessageSplitter.product.numbered([mark] + scheduled.text.blocks, subscription.language)
            } else {
                texts = try reportForNow(subscription, installation, view, now: now, in: transaction.snapshot).parts
            }
            let parts = texts.map { OutgoingMessage.Part(text: $0) }
            try transaction.enqueue(
                OutgoingMessage(bot: bot, chat: subscription.chat.address, kind: .report, parts: parts, createdAt: now))
            count += 1
        }
        return count
    }

    private func reportForNow(
        _ subscription: Subscription, _ installation: Installation, _ view: CollectorState.View, now: Instant, in snapshot: Snapshot
    ) throws -> ReportWording {
        let zone = subscription.schedule.zone
        let from = try min(snapshot.lastReportEnd(subscription.chat.address) ?? now - SlotReport.firstCovers, now)
        let window = Window(from: from, until: now)
        let filter = try subscription.filter(installation, in: snapshot)
        let report = try ReportMaker(installation: installation, view: view, zone: zone).report(over: window, filter: filter, in: snapshot)
        let wording = Wording(language: subscription.language, zone: zone, now: now)
        let named = AccountNames.heading(of: filter, report, wording)
        return ReportWording(report, heading: ReportHeading(occasion: .now, window: window, filter: named), wording: wording)
    }
}
