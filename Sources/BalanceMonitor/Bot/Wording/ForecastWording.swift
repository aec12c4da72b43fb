import Domain
import Reports

/// Until when a balance lasts, and how far that can be trusted.
struct ForecastWording {
    let wording: Wording
    let line: ReportLine

    /// What stands beside the balance: «до 27 ноября», «без расхода»; nil where the next lines have to say it.
    var beside: String? {
        switch line.runway {
        case .until, .beyond: wording.runway(line.runway)
        case .noSpend where line.figures.spend == .zero: wording.runway(.noSpend)
        case .empty, .tooLittleData, .noSpend: nil
        }
    }

    /// Why there is no forecast, or what a shaky one rests on; nil where it is sound.
    var caveat: String? {
        switch (line.runway, line.paceBasis) {
        case (.tooLittleData, _):
            wording.say(ru: "прогноза нет: данных меньше суток", en: "no forecast: less than a day of data")
        case (.noSpend, .lastDay) where line.figures.spend != .zero:
            wording.say(ru: "прогноза нет: за сутки без расхода", en: "no forecast: no spend in 24 hours")
        case (.noSpend, _) where line.figures.spend != .zero:
            wording.say(ru: "прогноза нет: до сегодня без расхода", en: "no forecast: no spend before today")
        case (.until, .days(let count)) where count < 7:
            wording.say(
                ru: "прогноз по \(count) \(wording.form(.fullDay, for: count))", en: "forecast from \(wording.count(count, .fullDay))")
        case (.until, .lastDay): wording.say(ru: "прогноз по последним суткам", en: "forecast from the last 24 hours")
        default: nil
        }
    }
}
