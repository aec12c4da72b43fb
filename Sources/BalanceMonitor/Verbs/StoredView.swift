import Domain
import History

/// What the history alone tells of the present, for who looks from beside the daemon.
struct StoredView: Sendable {
    /// The failures that last, by account.
    let outages: [AccountID: Gap]
    /// When the daemon last asked anybody; nil before the first time.
    let lastSweep: Instant?
    /// Wallets that wait for a person's word.
    private let held: [WalletID: Suspicion]

    /// Throws `HistoryError`.
    init(_ snapshot: Snapshot) throws {
        outages = try Dictionary(snapshot.openGaps().compactMap { gap in gap.account.map { ($0, gap) } }) { first, _ in first }
        lastSweep = try snapshot.lastSweep()
        held = try Dictionary(snapshot.wallets().filter { $0.heldAt != nil }.map { ($0.id, .scaled) }) { first, _ in first }
    }

    /// The same as the collector would put it; a doubt that only the next reading decides is not stored, and so not among them.
    func collectorView(at now: Instant, settings: CollectorSettings) -> CollectorState.View {
        let isOff = isStale(at: now, settings: settings)
        return CollectorState.View(doubts: held, outages: outages, lastSweep: lastSweep, offSince: isOff ? lastSweep : nil)
    }

    /// Until when something is known of an account: its failure's beginning, else the last sweep.
    func knownUntil(_ account: AccountID) -> Instant? {
        outages[account]?.from ?? lastSweep
    }

    /// Whether nobody was asked for so long that the daemon seems not to run.
    func isStale(at now: Instant, settings: CollectorSettings) -> Bool {
        guard let lastSweep else { return true }
        return now - lastSweep > max(600, (settings.interval * 3 + settings.timeout).components.seconds)
    }

    /// A sentence for standard error where the figures are older than the daemon's interval explains; nil where all is well.
    func warning(_ desk: VerbDesk, in wording: Wording) -> String? {
        guard isStale(at: desk.now, settings: desk.configuration.collector) else { return nil }
        guard let lastSweep else {
            return wording.say(
                ru: "внимание: сети ещё не опрашивались: запустите службу или посмотрите её журнал",
                en: "warning: no network was polled yet: start the daemon, or look into its log")
        }
        let age = wording.duration(seconds: desk.now - lastSweep)
        let moment = wording.moment(lastSweep) + " " + wording.zoneLabel(at: lastSweep)
        return wording.say(
            ru: "внимание: последний опрос сетей был \(age) назад (\(moment)): проверьте, работает ли служба",
            en: "warning: the networks were last polled \(age) ago (\(moment)): see whether the daemon runs")
    }
}
