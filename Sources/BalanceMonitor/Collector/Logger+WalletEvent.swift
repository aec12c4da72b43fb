import Domain
import Logging

extension Logger {
    /// One line for an event that an administrator may ask about later; ordinary movements are for the database alone.
    func logEvent(_ event: WalletEvent, of account: String) {
        let metadata: Metadata = ["account": "\(account)", "wallet": "\(event.wallet.rawValue)"]
        switch event.kind {
        case .opened: info("A wallet was opened", metadata: metadata)
        case .booked: break
        case .held: debug("A change by a factor of 100, 1,000 or 1,000,000 waits for a person's word", metadata: metadata)
        case .holdEnded(let verdict):
            notice("A wallet is held no longer", metadata: metadata.merging(["decision": "\(verdict?.rawValue ?? "by itself")"]) { $1 })
        case .emptied(_, let since): warning("A wallet is empty", metadata: metadata.merging(["since": "\(since.rfc3339)"]) { $1 })
        case .suspected(let reason):
            info("A reading is suspicious and waits for the next one", metadata: metadata.merging(["why": "\(reason.rawValue)"]) { $1 })
        case .glitch(let reason):
            notice("A suspicious reading was a glitch; no money moved", metadata: metadata.merging(["why": "\(reason.rawValue)"]) { $1 })
        case .vanished: warning("A wallet is missing from its account's answer", metadata: metadata)
        case .returned: notice("A wallet is back in its account's answer", metadata: metadata)
        case .clockBehind(let seconds):
            error(
                "The clock is behind what was already booked; nothing is stored",
                metadata: metadata.merging(["seconds": "\(seconds)"]) { $1 })
        }
    }
}
