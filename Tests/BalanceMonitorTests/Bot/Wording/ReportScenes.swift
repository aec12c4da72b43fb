import BalanceMonitor
import Domain

/// The situations that reports are read in.
enum ReportScenes {
    /// By what they are about.
    static let all = money.merging(moments) { first, _ in first }.merging(doubts) { first, _ in first }

    /// Reports of one evening's and night's money.
    private static let money: [String: @Sendable () throws -> ReportScene] = [
        "ordinary": ordinary, "nothing at all": nothing, "missing": missing, "lower bound": lowerBound, "glitch pending": pending,
        "refund over spend": refund, "opened inside": opened, "vanished": vanished, "zero": zero, "negative": negative, "wallets": wallets,
        "currencies": currencies, "hostile": hostile, "late": late, "fractions": fractions, "large": large, "corrections": corrections,
    ]

    @Sendable static func nothing() -> ReportScene { ReportScene() }

    @Sendable static func ordinary() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("PropellerAds", .init(opening: "1444.96", spent: "210.40", pace: "250"))
        try scene.add(
            "ExoClick",
            .init(
                currency: "EUR", opening: "0", spent: "88", credits: [("500", .topUp, 73)], dayBefore: "71.20", pace: "770"))
        try scene.add(
            "Kadam",
            .init(
                currency: "RUB", opening: "5500", spent: "1200", credits: [("1000", .topUp, 60)], pace: "1200",
                gap: Gap(account: nil, from: ReportScene.ago(120), until: ReportScene.ago(60), reason: "off", rose: true)))
        try scene.add("EvaDav", .init(opening: "10"))
        try scene.add("Zeropark", .init(opening: "20"))
        try scene.add("MGID", outage: ("credentials", 95), .init(opening: "77.10"))
        return scene
    }

    @Sendable static func missing() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("Adsterra", outage: ("temporary", 24 * 60), .init(opening: "488", spent: "0"))
        try scene.add("New one")
        try scene.add("Refused one", outage: ("credentials", 30))
        return scene
    }

    @Sendable static func lowerBound() throws -> ReportScene {
        var scene = ReportScene()
        let gap = Gap(account: nil, from: ReportScene.from - 3600, until: ReportScene.ago(60), reason: "off", rose: true)
        try scene.add("Kadam", .init(currency: "RUB", opening: "5500", spent: "1200", credits: [("1000", .topUp, 60)], gap: gap))
        try scene.add("Quiet", .init(currency: "RUB", opening: "100", spent: "1", gap: gap))
        return scene
    }

    @Sendable static func pending() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("PopAds", .init(opening: "500", spent: "1", doubt: .zero))
        try scene.add("Clickadu", .init(opening: "300", doubt: .hundredfold))
        return scene
    }

    @Sendable static func refund() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("PropellerAds", .init(opening: "100", spent: "10", credits: [("25", .refund, 30)]))
        try scene.add("Even", .init(opening: "100", spent: "25", credits: [("25", .refund, 30)]))
        return scene
    }

    @Sendable static func opened() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("Galaksion", .init(spent: "0", credits: [("120", .topUp, 20)]))
        return scene
    }

    @Sendable static func vanished() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add(
            "TrafficStars", .init(opening: "50", spent: "5", vanishedAt: ReportScene.ago(120)),
            .init(currency: "EUR", opening: "46"))
        try scene.add("Long gone", .init(opening: "5", vanishedAt: ReportScene.now - 3 * 86_400))
        return scene
    }

    @Sendable static func zero() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("PropellerAds", .init(opening: "12.5", spent: "12.5", pace: "12.5"))
        try scene.add("Empty", .init(opening: "0"))
        return scene
    }

    @Sendable static func negative() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("Yandex Direct", .init(currency: "RUB", opening: "-300", spent: "1234567.89"))
        return scene
    }

    @Sendable static func wallets() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add(
            "ExoClick", .init(opening: "100", spent: "1"), .init(opening: "7", key: "bonus", title: "Bonus"),
            .init(currency: "EUR", opening: "90", spent: "2"))
        return scene
    }

    @Sendable static func currencies() throws -> ReportScene {
        var scene = ReportScene()
        for (index, code) in ["USD", "EUR", "JPY", "KWD", "POINTS"].enumerated() {
            try scene.add("Net \(code)", .init(currency: code, opening: "\(1000 + index)", spent: "\(index + 1)"))
        }
        return scene
    }

    @Sendable static func hostile() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add(#"<b>&"</pre>"#, .init(opening: "10", spent: "1"))
        try scene.add("a\nb\r\nc\u{7}&lt;", .init(opening: "10"))
        try scene.add("ОченьДлинноеНазваниеБезЕдиногоПробелаКотороеНеВлезаетВСтроку", .init(opening: "10", spent: "2"))
        try scene.add("👩‍👩‍👧‍👦 семья 日本語のとても長い名前がここにありますよ", .init(opening: "10", spent: "3"))
        return scene
    }

    @Sendable static func late() throws -> ReportScene {
        var scene = try zero()
        scene.late = .wasOff
        scene.skipped = CivilDate("2026-11-19").map { (3, $0) }
        return scene
    }

    @Sendable static func fractions() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("Micro", .init(opening: "1.000001", spent: "0.000004"))
        try scene.add("Milli", .init(opening: "1", spent: "0.0051"))
        return scene
    }

    @Sendable static func large() throws -> ReportScene {
        var scene = ReportScene()
        try scene.add("Treasury", .init(opening: "9000000000000.123456", spent: "1000000000000.5"))
        return scene
    }

    @Sendable static func corrections() throws -> ReportScene {
        var scene = ReportScene()
        let credits: [(String, Credit.Kind, Int64)] = [
            ("10", .topUp, 300), ("-20", .withdrawal, 200), ("3", .correction, 100), ("4", .refund, 50),
        ]
        try scene.add("Mixed", .init(opening: "100", spent: "31", credits: credits))
        try scene.add("Busy", .init(opening: "0", credits: (1...8).map { ("\($0)", .topUp, $0) }))
        return scene
    }
}
