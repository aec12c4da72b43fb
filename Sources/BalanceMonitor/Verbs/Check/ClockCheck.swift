import Domain
import Networks

/// What the servers' clocks say of this machine's.
struct ClockCheck: Sendable {
    /// By how many seconds the clock is ahead, by the witness that disagrees least.
    let offset: Int64

    /// Nil where no server told its time.
    init?(accounts: [AccountCheck], routes: [RouteCheck]) {
        self.init(offsets: accounts.compactMap(\.clockOffset) + routes.compactMap(\.clockOffset))
    }

    /// One server with a wrong clock must not put this one's in doubt, so the nearest counts.
    init?(offsets: [Int64]) {
        guard let nearest = offsets.min(by: { $0.magnitude < $1.magnitude }) else { return nil }
        offset = nearest
    }

    var verdict: CheckVerdict { offset.magnitude <= UInt64(ClockBelief.tolerance) ? .ok : .failed }

    /// One line; what to do where the clock is off.
    func text(_ output: Output) -> String {
        let side = offset < 0 ? "behind" : "ahead of"
        let difference = "\(offset.magnitude) s \(side) the servers' clocks"
        guard verdict == .ok else {
            return "clock: \(verdict.shown(on: output)): it is \(difference), so the daemon stores and sends nothing: "
                + "set the clock, or see why the system's time service does not"
        }
        return "clock: \(verdict.shown(on: output)): within \(ClockBelief.tolerance / 60) minutes of the servers' clocks"
    }

    /// `verdict ahead_s`.
    func json() -> JSONValue {
        ["verdict": .string(verdict.rawValue), "ahead_s": .number(offset)]
    }
}
