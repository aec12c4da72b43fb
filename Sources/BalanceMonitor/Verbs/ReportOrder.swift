import Domain
import History
import Networks

/// `report --send`: leaves the wish, and says for whom it is, for which moment, and when it will be granted.
struct ReportOrder: Sendable {
    /// The slot's; nil for the report for now.
    let time: CivilTime?
    let chat: Int64?

    /// Throws `VerbEnd` where nobody would get it, or the slot has not come, and what the history throws.
    func leave(_ desk: VerbDesk) async throws -> ExitCode {
        let (readers, slot) = try await desk.read { snapshot -> (ReportReaders, Slot?) in
            let readers = try ReportReaders(chat: chat, desk, in: snapshot)
            return (readers, try self.slot(of: readers))
        }
        guard !readers.subscriptions.isEmpty else {
            throw VerbEnd(
                .failed, "no chat gets reports, so nothing was queued: write /start to the bot, or /here in a group, then ask again")
        }
        let database = desk.configuration.history.database
        let runs = try WriterLock.isHeld(database: database)
        let wish = ReportWish(at: time, chat: chat)
        let id = try History.leaveWish(path: database, kind: ReportWish.kind, payload: wish.payload, at: desk.now)
        if desk.output.isJSON {
            desk.output.write([
                "wish": .number(id), "slot": .instant(slot?.at), "chats": .list(readers.subscriptions) { .number($0.chat.address.chat) },
                "daemon_runs": .bool(runs),
            ])
        } else {
            desk.output.write(TextTable.printable(sentence(id, slot, readers, desk)) + " " + delivery(runs: runs))
        }
        return .ok
    }

    /// The slot of the first reader; one that has not come today is refused, since yesterday's is not meant.
    private func slot(of readers: ReportReaders) throws -> Slot? {
        guard let time else { return nil }
        let subscription = try readers.first()
        let slot = try readers.slot(at: time, of: subscription)
        if let notYet = readers.notYet(slot, of: subscription) {
            throw VerbEnd(.usage, "\(notYet); nothing was queued: without --at the report for now is sent")
        }
        return slot
    }

    private func sentence(_ id: Int64, _ slot: Slot?, _ readers: ReportReaders, _ desk: VerbDesk) -> String {
        let chats = readers.subscriptions.map { subscription in
            let known = subscription.chat
            return known.title.isEmpty ? "\(known.address.chat)" : "\(known.title) (\(known.address.chat))"
        }
        let zone = readers.subscriptions.first?.schedule.zone ?? desk.zone
        let wording = Wording(language: .en, zone: zone, now: desk.now)
        let at = slot?.at ?? desk.now
        let moment = "\(wording.time(at)) \(wording.zoneLabel(at: at)), \(wording.weekdayAndDate(zone.date(at: at)))"
        return "Wish \(id): the report " + (slot == nil ? "for now" : "of \(moment)") + " is queued for " + chats.joined(separator: ", ")
            + "."
    }

    private func delivery(runs: Bool) -> String {
        if runs { return "The daemon runs and sends it at once, or when Telegram can be reached again." }
        return "No daemon runs: it is sent when one starts" + (time == nil ? ", as of that moment." : ".")
    }
}
