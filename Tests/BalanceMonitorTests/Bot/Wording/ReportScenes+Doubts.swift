import Domain

extension ReportScenes {
    /// Reports over what is missing, in doubt or strange.
    static let doubts: [String: @Sendable () throws -> ReportScene] = [
        "gap at the edge": {
            var scene = ReportScene()
            let gap = Gap(account: nil, from: ReportScene.from - 2700, until: ReportScene.from + 1800, reason: "off")
            try scene.add("PropellerAds", .init(opening: "100", spent: "20", gap: gap))
            return scene
        },
        "everything missing": {
            var scene = ReportScene()
            try scene.add("PropellerAds", outage: ("temporary", 2000), .init(opening: "1234.56", dayBefore: "3"))
            try scene.add("ExoClick", outage: ("credentials", 1500), .init(currency: "EUR", opening: "88"))
            try scene.add("Kadam", outage: ("permanent", 1400), .init(currency: "RUB", opening: "5300"))
            try scene.add("MGID", outage: ("rate", 1300))
            return scene
        },
        "missing since several moments": {
            var scene = ReportScene()
            try scene.add("PropellerAds", .init(opening: "900", spent: "210.40"))
            // 01:13 and 08:40 of the same day.
            try scene.add("MGID", outage: ("credentials", 95), .init(opening: "77.10"))
            try scene.add("PopAds", outage: ("temporary", 542), .init(opening: "100"))
            // 12:35 of the day before, and 08:40.
            try scene.add("ExoClick", outage: ("temporary", 1300), .init(currency: "EUR", opening: "12345678.90"))
            try scene.add("Adsterra", outage: ("temporary", 95), .init(currency: "EUR", opening: "1"))
            // One minute.
            try scene.add("Kadam", outage: ("permanent", 95), .init(currency: "RUB", opening: "5300"))
            try scene.add("Clickadu", outage: ("permanent", 95), .init(currency: "RUB", opening: "200"))
            return scene
        },
        "one missing": {
            var scene = ReportScene()
            try scene.add("PropellerAds", .init(opening: "900", spent: "210.40"))
            try scene.add("PopAds", outage: ("credentials", 26 * 60), .init(opening: "77.10"))
            return scene
        },
        "gone and back": {
            var scene = ReportScene()
            let absence = Gap(
                account: nil, from: ReportScene.from - 600, until: ReportScene.now + 1, reason: "vanished")
            try scene.add("PropellerAds", .init(opening: "900", spent: "210.40"))
            try scene.add("ExoClick", .init(opening: "46", gap: absence))
            return scene
        },
        "not from the beginning": {
            var scene = ReportScene()
            try scene.add("PropellerAds", .init(opening: "900", spent: "210.40"))
            try scene.add("Galaksion", .init(spent: "3", credits: [("120", .topUp, 20)]))
            try scene.add("Kadam", .init(currency: "RUB", spent: "12", credits: [("1000", .topUp, 20)]))
            return scene
        },
        "withdrawal": {
            var scene = ReportScene()
            try scene.add("PropellerAds", .init(opening: "900", spent: "60.40", credits: [("-50", .withdrawal, 40)]))
            return scene
        },
        "history not written": {
            var scene = ReportScene()
            try scene.add("PropellerAds", outage: ("not-written", 80), .init(opening: "100", spent: "20"))
            try scene.add("ExoClick", outage: ("not-written", 80), .init(currency: "EUR", opening: "88"))
            return scene
        },
        "owed": {
            var scene = ReportScene()
            try scene.add("Meta", .init(opening: "-120.00", spent: "45.50"))
            try scene.add("Google", .init(opening: "-300", spent: "10", credits: [("310", .topUp, 30)]))
            return scene
        },
        "changed currency": {
            var scene = ReportScene()
            try scene.add(
                "Kadam", .init(currency: "RUB", opening: "5000", spent: "100", vanishedAt: ReportScene.ago(200)),
                .init(currency: "USD", spent: "2", credits: [("60", .topUp, 60)]))
            return scene
        },
        "held": {
            var scene = ReportScene()
            try scene.add("Clickadu", .init(opening: "300", spent: "4", doubt: .hundredfold))
            return scene
        },
        "huge": {
            var scene = ReportScene()
            try scene.add(
                "Treasury", .init(currency: "IDR", opening: "9000000000000", spent: "1234567890123.45", dayBefore: "999999999999"))
            return scene
        },
        "long currency": {
            var scene = ReportScene()
            try scene.add("Points", .init(currency: "ABCDEFGHIJKL", opening: "1000000", spent: "123456.78", dayBefore: "7"))
            return scene
        },
        "strange names": {
            var scene = ReportScene()
            try scene.add("_*[под](http://x)~`#+-=|{}.!", .init(opening: "10", spent: "1"))
            try scene.add("شبكة الإعلانات", .init(opening: "10", spent: "2"))
            try scene.add("🚀🔥 Ads", .init(opening: "10", spent: "3"))
            try scene.add("&amp;<b>not bold</b>", .init(opening: "10", spent: "4"))
            return scene
        },
        "200 accounts": {
            var scene = ReportScene()
            for index in 1...200 {
                try scene.add("Аккаунт <\(index)> & Ko 🚀", .init(opening: "1000", spent: "\(index)", dayBefore: "7", weekBefore: "8"))
            }
            return scene
        },
    ]
}
