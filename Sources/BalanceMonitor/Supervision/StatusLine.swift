import Domain

/// What `systemctl status` shows of the daemon: one line, in English, the times in the reports' zone.
struct StatusLine: Sendable {
    let accounts: Int
    let view: CollectorState.View
    /// Nil where nobody is subscribed.
    let nextReport: Instant?
    /// What Telegram is doing; nil without a bot.
    let service: ServiceStatus?
    let zone: Zone?
    let now: Instant

    /// `14 accounts, last sweep 10:15:02, 1 failing, next report 17:15`.
    var text: String {
        var parts = ["\(accounts) account" + (accounts == 1 ? "" : "s")]
        parts.append(view.lastSweep.map { "last sweep " + time($0, withSeconds: true) } ?? "no sweep yet")
        if !view.outages.isEmpty { parts.append("\(view.outages.count) failing") }
        if let nextReport { parts.append("next report " + time(nextReport, withSeconds: false)) }
        if !view.clockIsBelieved { parts.append("the clock is not believed, so nothing is stored or sent") }
        if view.storageTrouble != nil { parts.append("the history is not written") }
        if let copy = view.savedCopy { parts.append("the database file was removed or replaced, the history is written to \(copy)") }
        switch service {
        case nil: parts.append("no bot token")
        case let service? where service.hasConflict: parts.append("another program receives the bot's updates")
        case let service? where service.isSilent: parts.append("Telegram cannot be reached")
        default: break
        }
        return parts.joined(separator: ", ")
    }

    /// With the date where it is not today's; of a zone that cannot be read, as RFC 3339 has it.
    private func time(_ instant: Instant, withSeconds: Bool) -> String {
        guard let zone else { return instant.rfc3339 }
        let local = zone.civil(at: instant)
        let second = (instant.seconds + zone.offset(at: instant)) % 60
        let time = local.time.description + (withSeconds ? (second < 10 ? ":0" : ":") + "\(second)" : "")
        return local.date == zone.date(at: now) ? time : "\(local.date) \(time)"
    }
}
