import Domain
import History
import Logging
import Networks
import ServiceLifecycle
import TelegramAPI
import Transport

/// What the services share, and the services made of it.
struct Parts: Sendable {
    let path: String
    let environment: [String: String]
    let zones: ZoneFiles
    let redaction: Redaction
    let log: Logger
    let time: TimeSource
    let history: History
    let client: HTTPClient
    let current: CurrentInstallation
    let belief: SharedBelief
    let orders: SweepOrders
    let state: CollectorState
    let notifier: Notifier?
    let outboxBell = Bell()
    let slotBell = Bell()
    let jobBell = Bell()

    /// Without a bot token balances are collected all the same, and nobody is told.
    func services(engine: NetworkEngine) -> [any Service] {
        let telegram = telegram()
        let pulse = Pulse(expected: telegram == nil ? [.collector] : [.collector, .reports, .delivery, .updates, .jobs])
        let bot = telegram?.botID ?? 0
        let collector = Collector(
            installation: current, history: history, engine: engine, time: time, orders: orders, state: state, belief: belief, log: log,
            herald: telegram.map { _ in SweepHerald(bot: bot, zones: zones, bell: outboxBell) }, pulse: pulse)
        let wishes = WishService(
            installation: current, history: history, zones: zones, time: time, state: state, belief: belief, bot: bot,
            outboxBell: outboxBell, log: log)
        let reload = ReloadService(
            path: path, environment: environment, zones: zones, redaction: redaction, installation: current, history: history, time: time,
            bot: bot, bells: [orders.bell, slotBell, outboxBell], log: log, notifier: notifier)
        let housekeeping = Housekeeping(
            installation: current, history: history, zones: zones, time: time, belief: belief, state: state, log: log, bot: telegram?.botID,
            bell: outboxBell)
        let checks: [any Service] = [
            DatabaseCheck(installation: current, history: history, time: time, state: state, bot: bot, bell: outboxBell, log: log),
            LogWatch(installation: current, history: history, time: time, state: state, bot: bot, bell: outboxBell, log: log),
            DatabaseFileMonitor(
                installation: current, history: history, time: time, state: state, bot: bot, bell: outboxBell, log: log, pulse: pulse),
        ]
        let zone = ZoneMonitor(
            installation: current, history: history, zones: zones, time: time, bot: bot, bell: outboxBell, log: log)
        guard let telegram else {
            log.warning("There is no bot token, so balances are collected and nobody is told; set [telegram] token")
            return [collector, reload, housekeeping, wishes, zone] + checks + notifying(pulse)
        }
        let status = Shared(ServiceStatus(startedAt: time.now(), route: "direct"))
        let nextReport = Shared<Instant?>(nil)
        let pace = SharedPace()
        let unwritten = UnwrittenReports(
            bot: bot, history: history, telegram: telegram, installation: current, time: time, pace: pace, outboxBell: outboxBell, log: log)
        let postman = Postman(
            history: history, telegram: telegram, installation: current, zones: zones, time: time,
            widening: ReportWidening(zones: zones, state: state), pace: pace, log: log, pulse: pulse)
        return checks + [
            zone, collector, reload, housekeeping,
            DeliveryService(bot: bot, postman: postman, bell: outboxBell, belief: belief, log: log, pulse: pulse),
            unwritten,
            SlotService(
                installation: current, history: history, zones: zones, time: time, orders: orders, state: state, belief: belief, bot: bot,
                unwritten: unwritten, bell: slotBell, outboxBell: outboxBell, log: log,
                pulse: pulse, nextReport: nextReport),
            JobService(
                installation: current, history: history, zones: zones, time: time, orders: orders, state: state, bot: bot, bell: jobBell,
                outboxBell: outboxBell, log: log, pulse: pulse),
            wishes,
            UpdatesService(
                bot: bot, telegram: telegram, installation: current, history: history, zones: zones, time: time, state: state,
                belief: belief, status: status, outboxBell: outboxBell, slotBell: slotBell, jobBell: jobBell, log: log, pulse: pulse),
        ] + notifying(pulse, status: status, nextReport: nextReport)
    }

    /// Who answers to the service manager, where one asks; started last, and so the first to know of a stop.
    private func notifying(_ pulse: Pulse, status: Shared<ServiceStatus>? = nil, nextReport: Shared<Instant?>? = nil) -> [any Service] {
        guard let notifier else { return [] }
        return [
            NotifyService(
                notifier: notifier, pulse: pulse,
                status: { [current, state, zones, time] in
                    let installation = current.value
                    return StatusLine(
                        accounts: installation.accounts.count, view: state.value, nextReport: nextReport?.read { $0 } ?? nil,
                        service: status?.read { $0 }, zone: try? zones.zone(named: installation.configuration.report.timezone),
                        now: time.now())
                }, time: .system, log: log)
        ]
    }

    private func telegram() -> TelegramClient? {
        let settings = current.value.configuration.telegram
        guard let token = settings.token else { return nil }
        let isSecure = settings.api.hasPrefix("https://")
        return TelegramClient(
            api: settings.api, token: token, routes: settings.routes.map(\.route), allowsHTTP: !isSecure
        ) { [client, belief, time] request throws(TransportError) in
            let response = try await client.send(request)
            if isSecure, let date = response.serverDate {
                belief.hear(.telegram, says: date, at: time.now())
            }
            return response
        }
    }
}
