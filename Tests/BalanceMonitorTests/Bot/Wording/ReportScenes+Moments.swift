import BalanceMonitor
import Domain

extension ReportScenes {
    /// Reports over other stretches of time, and what is said of forecasts and of earlier days.
    static let moments: [String: @Sendable () throws -> ReportScene] = [
        "skipped slots": {
            var scene = try plain()
            scene.skipped = CivilDate("2026-11-19").map { (5, $0) }
            return scene
        },
        "one skipped": {
            var scene = try plain()
            scene.skipped = CivilDate("2026-11-21").map { (1, $0) }
            return scene
        },
        "stopped": {
            var scene = ReportScene()
            let gap = Gap(account: nil, from: ReportScene.ago(120), until: ReportScene.ago(-1), silence: .stopped)
            try scene.add("PropellerAds", .init(opening: "100", spent: "20", gap: gap))
            scene.late = .wasStopped
            return scene
        },
        "delayed": {
            var scene = try plain()
            scene.late = .delayed
            return scene
        },
        "filtered": {
            var scene = try plain()
            (scene.occasion, scene.filter) = (.now, "prop")
            return scene
        },
        "first report": {
            var scene = ReportScene()
            scene.window = Window(from: ReportScene.now - 86400, until: ReportScene.now)
            try scene.add("PropellerAds", .init(spent: "3.20", credits: [("250", .topUp, 50)]))
            try scene.add("ExoClick", .init(currency: "EUR", opening: "100", spent: "12", days: [], knownAgo: 900))
            return scene
        },
        "no movement": {
            var scene = ReportScene()
            for title in ["PropellerAds", "ExoClick", "Kadam"] { try scene.add(title, .init(opening: "100", dayBefore: "5")) }
            return scene
        },
        "one account": plain,
        "yesterday": {
            var scene = ReportScene()
            let midnight = ReportScene.now - 10 * 3600 - 900
            scene.window = Window(from: midnight - 86400, until: midnight)
            scene.occasion = CivilDate("2026-11-21").map { .period($0...$0) }
            try scene.add("PropellerAds", .init(opening: "700", spent: "210.40", dayBefore: "190.00", weekBefore: "305.15"))
            return scene
        },
        "reclassified day": {
            var scene = ReportScene()
            let midnight = ReportScene.now - 10 * 3600 - 900
            scene.window = Window(from: midnight - 10 * 86400, until: midnight - 9 * 86400)
            scene.occasion = CivilDate("2026-11-12").map { .period($0...$0) }
            try scene.add(
                "PropellerAds", .init(opening: "700", spent: "210.40", credits: [("500", .refund, 10 * 1440 - 120)], saidAgo: 30))
            try scene.add("Kadam", .init(opening: "300", spent: "100", credits: [("-80", .withdrawal, 10 * 1440 - 60)], saidAgo: 30))
            return scene
        },
        "month": {
            var scene = ReportScene()
            scene.window = Window(from: ReportScene.now - 21 * 86400 - 10 * 3600 - 900, until: ReportScene.now)
            if let first = CivilDate("2026-11-01"), let last = CivilDate("2026-11-30") { scene.occasion = .period(first...last) }
            try scene.add(
                "PropellerAds",
                .init(
                    opening: "15000", spent: "14321.09", credits: [("2000", .topUp, 20_000), ("1500", .topUp, 9000)], dayBefore: "14000",
                    weekBefore: "13000", days: Array(repeating: "650.95", count: 40)))
            return scene
        },
        "last month": {
            var scene = ReportScene()
            let midnight = ReportScene.now - 10 * 3600 - 900
            scene.window = Window(from: midnight - 52 * 86400, until: midnight - 21 * 86400)
            if let first = CivilDate("2026-10-01"), let last = CivilDate("2026-10-31") { scene.occasion = .period(first...last) }
            try scene.add("PropellerAds", .init(opening: "15000", spent: "14321.09"))
            return scene
        },
        "week": {
            var scene = ReportScene()
            scene.window = Window(from: ReportScene.now - 6 * 86400 - 10 * 3600 - 900, until: ReportScene.now)
            if let first = CivilDate("2026-11-16"), let last = CivilDate("2026-11-22") { scene.occasion = .period(first...last) }
            try scene.add("PropellerAds", .init(opening: "5000", spent: "1471.80", weekBefore: "1302.05"))
            return scene
        },
        "day of 25 hours": {
            var scene = ReportScene()
            scene.zone = "Europe/Berlin"
            // 2026-10-25, midnight to midnight in Berlin.
            scene.window = Window(from: Instant(seconds: 1_792_879_200), until: Instant(seconds: 1_792_969_200))
            scene.occasion = CivilDate("2026-10-25").map { .period($0...$0) }
            try scene.add("ExoClick", .init(currency: "EUR", opening: "250", spent: "25", dayBefore: "24", weekBefore: "23"))
            return scene
        },
        "exact to the hour": {
            var scene = try plain()
            scene.answerable = Window(from: scene.window.from - 900, until: scene.window.until)
            return scene
        },
        "comparisons": {
            var scene = ReportScene()
            scene.window = Window(from: ReportScene.now - 86400, until: ReportScene.now)
            scene.occasion = .now
            try scene.add("PropellerAds", .init(opening: "900", spent: "210.40", dayBefore: "190", weekBefore: "305.15"))
            let gap = Gap(account: nil, from: ReportScene.ago(1500), until: ReportScene.ago(1440), reason: "off", rose: true)
            try scene.add(
                "Kadam", .init(currency: "RUB", opening: "9000", spent: "1200", dayBefore: "1100", weekBefore: "0", gapBefore: gap))
            try scene.add("New here", .init(currency: "RUB", opening: "500", spent: "10", knownAgo: 2000))
            return scene
        },
        "shaky forecasts": {
            var scene = ReportScene()
            try scene.add("One day", .init(opening: "500", spent: "50", days: ["70"]))
            try scene.add("Three days", .init(opening: "5000", spent: "50", days: ["70", "80", "20"]))
            try scene.add("Hours", .init(opening: "500", spent: "50", pace: "60"))
            try scene.add("Too new", .init(opening: "500", spent: "50", days: [], knownAgo: 600))
            try scene.add("Woke up", .init(opening: "500", spent: "50", days: ["0", "0", "0"]))
            try scene.add("Woke up today", .init(opening: "500", spent: "50", pace: "0"))
            try scene.add("Flat", .init(opening: "500", credits: [("10", .topUp, 30)]))
            try scene.add("Weekdays", .init(opening: "5000", spent: "50", days: Array(repeating: "60", count: 28)))
            return scene
        },
    ]

    @Sendable static func plain() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("PropellerAds", .init(opening: "1444.96", spent: "210.40", dayBefore: "190", weekBefore: "305.15"))
        return scene
    }
}
