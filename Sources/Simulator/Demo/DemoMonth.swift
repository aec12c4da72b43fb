package import Domain

/// The month before the demo begins: seven accounts, each with a story to see in a report.
///
/// What happens near its end happens at every `end`: the openings are worked out backwards.
package struct DemoMonth: Sendable {
    /// When the first sweep of the past is.
    package let start: Instant
    /// When the demo begins: the last sweep of the past.
    package let end: Instant
    package let accounts: [DemoAccount]

    /// Between two sweeps, in seconds; and where money came in, which a suspicious reading hastens.
    private static let (pause, hastened): (Int64, Int64) = (1800, 60)

    /// The month that ends at `end`, `days` long: four at least, or a part of the stories lies before it.
    package init(endingAt end: Instant, days: Int64 = 31) {
        self.end = end
        let start = end - days * 86_400
        self.start = start
        let hour: Int64 = 3600
        let yesterday = Self.startOfDay(end) - 24 * hour
        let outageDay = Self.startOfDay(end) - 72 * hour

        func course(_ seed: UInt64, daily: Int64, topUp: Int64? = nil, opening: Int64 = 1_000_000) -> BalanceCourse {
            BalanceCourse(
                seed: seed, start: start, opening: Money(micros: opening * 1_000_000), dailySpend: Money(micros: daily * 1_000_000),
                topUp: topUp.map { Money(micros: $0 * 1_000_000) })
        }
        func account(
            _ name: String, _ network: SimulatedNetwork, _ title: String, _ code: String, _ course: BalanceCourse, tag: String,
            _ troubles: [(Window, SimulatedAccount.Trouble)] = [], settings: [String] = []
        ) -> DemoAccount? {
            Currency(code).map { currency in
                DemoAccount(
                    SimulatedAccount(
                        name: name, network: network, secret: Secret("demo-key-\(name)"), currency: currency, course: course,
                        troubles: troubles),
                    title: title, tags: [tag], settings: settings)
            }
        }

        accounts = [
            account(
                "propeller-a", .propellerads, "PropellerAds клиента А", "USD", course(11, daily: 210, topUp: 1500, opening: 1200),
                tag: "client-a"),
            // Runs low: a day and a third is left.
            account(
                "propeller-b", .propellerads, "PropellerAds клиента Б", "USD",
                course(12, daily: 46).holding(Money(micros: 61_300_000), at: end), tag: "client-b"),
            // Paid into while its network was down for nine hours, so that what was spent then is only a lower bound.
            account(
                "exoclick", .exoclick, "ExoClick", "EUR", course(13, daily: 95, topUp: 800).toppedUp(on: outageDay), tag: "client-a",
                [(Window(from: outageDay + 9 * hour, until: outageDay + 18 * hour), .serverError)], settings: ["vars.currency = \"EUR\""]),
            account("kadam", .kadam, "Kadam", "RUB", course(14, daily: 9000, topUp: 60_000, opening: 52_000), tag: "client-b"),
            // Paid into yesterday; once, five hours ago, it read 0.
            account(
                "adsterra", .adsterra, "Adsterra", "USD", course(15, daily: 64, topUp: 500).toppedUp(on: yesterday), tag: "client-a",
                [(Window(from: end - 5 * hour - 600, until: end - 5 * hour + 600), .zero)]),
            account("evadav", .evadav, "EvaDav", "USD", course(16, daily: 0, opening: 340), tag: "client-a"),
            // Its key has been refused since nine hours ago.
            account(
                "popads", .popads, "PopAds", "USD", course(17, daily: 38).holding(Money(micros: 77_100_000), at: end - 9 * hour),
                tag: "client-b", [(Window(from: end - 9 * hour + 1, until: end + 3650 * 24 * hour), .refused)]),
        ].compactMap { $0 }
    }

    /// The sweeps of the past, in order; the last one is at `end`.
    package var sweeps: [Instant] {
        var sweeps: [Instant] = []
        var before = accounts.map { $0.simulated.course.balance(at: start) }
        var rose = false
        for moment in stride(from: start.seconds, to: end.seconds, by: Int(Self.pause)).map(Instant.init(seconds:)) {
            let after = accounts.map { $0.simulated.course.balance(at: moment + Self.pause) }
            let rises = zip(before, after).contains { $0 < $1 }
            let count = rises ? Self.pause / Self.hastened : rose ? 2 : 1
            sweeps += (0..<count).map { moment + $0 * Self.hastened }
            (before, rose) = (after, rises)
        }
        return sweeps + [end]
    }

    private static func startOfDay(_ instant: Instant) -> Instant { instant - ((instant.seconds % 86_400) + 86_400) % 86_400 }
}

extension BalanceCourse {
    /// The same spend with the opening that leaves `rest` at `instant`; nothing is paid in.
    fileprivate func holding(_ rest: Money, at instant: Instant) -> BalanceCourse {
        var course = self
        course.topUp = nil
        course.opening = Money(micros: opening.micros - course.balance(at: instant).micros + rest.micros)
        return course
    }

    /// The same spend with the opening that makes the day from `start` on the first with a payment.
    fileprivate func toppedUp(on start: Instant) -> BalanceCourse {
        var course = holding(Money(micros: 2 * dailySpend.micros - 10_000), at: start)
        course.topUp = topUp
        return course
    }
}
