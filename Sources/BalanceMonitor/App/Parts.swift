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
    let outboxBell = Bell()
    let slotBell = Bell()
    let jobBell = Bell()

    /// Without a bot token balances are collected all the same, and nobody is told.
    func services(engine: NetworkEngine) -> [any Service] {
        let telegram = telegram()
        let bot = telegram?.botID ?? 0
        let collector = Collector(
            installation: current, history: history, engine: engine, time: time, orders: orders, state: state, belief: belief, log: log,
            herald: telegram.map { _ in SweepHerald(bot: bot, zones: zones, bell: outboxBell) })
        let wishes = WishService(
            installation: current, history: history, zones: zones, time: time, state: state, belief: belief, bot: bot,
            outboxBell: outboxBell, log: log)
        let reload = ReloadService(
            path: path, environment: environment, zones: zones, redaction: redaction, installation: current, history: history, time: time,
            bot: bot, bells: [orders.bell, slotBell, outboxBell], log: log)
        let housekeeping = Housekeeping(installation: current, history: history, zones: zones, time: time, belief: belief, log: log)
        let checks: [any Service] = [
            DatabaseCheck(installation: current, history: history, time: time, state: state, bot: bot, bell: outboxBell, log: log),
            LogWatch(installation: current, history: history, time: time, state: state, bot: bot, bell: outboxBell, log: log),
        ]
        guard let telegram else {
            log.warning("There is no bot token, so balances are collected and nobody is told; set [telegram] token")
            return [collector, reload, housekeeping, wishes] + checks
        }
        let status = Shared(ServiceStatus(startedAt: time.now(), route: "direct"))
        let postman = Postman(history: history, telegram: telegram, installation: current, time: time)
        return checks + [
            collector, reload, housekeeping,
            DeliveryService(bot: bot, postman: postman, bell: outboxBell, belief: belief, log: log),
            SlotService(
                installation: current, history: history, zones: zones, time: time, orders: orders, state: state, belief: belief, bot: bot,
                unwritten: UnwrittenReports(history: history, telegram: telegram), bell: slotBell, outboxBell: outboxBell, log: log),
            JobService(
                installation: current, history: history, zones: zones, time: time, orders: orders, state: state, bot: bot, bell: jobBell,
                outboxBell: outboxBell, log: log),
            wishes,
            UpdatesService(
                bot: bot, telegram: telegram, installation: current, history: history, zones: zones, time: time, state: state,
                belief: belief, status: status, outboxBell: outboxBell, slotBell: slotBell, jobBell: jobBell, log: log),
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
            if isSecure, let date = response.header("date").flatMap(Instant.init(httpDate:)) {
                belief.hear(.telegram, says: date, at: time.now())
            }
            return response
        }
    }
}
