import FoundationEssentials

/// Names of the tz database that have another name now, and what that is.
///
/// Distributions leave the old ones out or put them into a package of their own: `tzdata-legacy` of Debian 13 and Ubuntu 24.04.
enum ZoneNames {
    /// The present name of the zone called `name`, nil where it has none or is one: from `tzdata.zi` in `directory`, else of those below.
    static func present(of name: String, in directory: String) -> String? {
        if let known = old[name] { return known }
        guard let data = FileManager.default.contents(atPath: directory + "/tzdata.zi") else { return nil }
        // `L Europe/Kyiv Europe/Kiev`: a link, its target first; see zic(8).
        for line in data.split(separator: UInt8(ascii: "\n")) where line.first == UInt8(ascii: "L") {
            let words = line.split(separator: UInt8(ascii: " "))
            if words.count == 3, words[2].elementsEqual(name.utf8) { return String(decoding: words[1], as: UTF8.self) }
        }
        return nil
    }

    /// The names that people still write; from the file `backward` of the tz database, release 2025b.
    private static let old = [
        "Europe/Kiev": "Europe/Kyiv", "Europe/Uzhgorod": "Europe/Kyiv", "Europe/Zaporozhye": "Europe/Kyiv",
        "Europe/Tiraspol": "Europe/Chisinau", "Europe/Nicosia": "Asia/Nicosia", "Europe/Belfast": "Europe/London",
        "Asia/Ashkhabad": "Asia/Ashgabat", "Asia/Istanbul": "Europe/Istanbul", "Asia/Tel_Aviv": "Asia/Jerusalem",
        "Asia/Calcutta": "Asia/Kolkata", "Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Katmandu": "Asia/Kathmandu",
        "Asia/Rangoon": "Asia/Yangon", "Asia/Dacca": "Asia/Dhaka", "Asia/Macao": "Asia/Macau", "Asia/Ulan_Bator": "Asia/Ulaanbaatar",
        "Asia/Choibalsan": "Asia/Ulaanbaatar", "Asia/Chongqing": "Asia/Shanghai", "Asia/Harbin": "Asia/Shanghai",
        "Asia/Kashgar": "Asia/Urumqi", "Asia/Thimbu": "Asia/Thimphu", "Atlantic/Faeroe": "Atlantic/Faroe",
        "America/Buenos_Aires": "America/Argentina/Buenos_Aires", "America/Indianapolis": "America/Indiana/Indianapolis",
        "America/Louisville": "America/Kentucky/Louisville", "America/Godthab": "America/Nuuk", "America/Montreal": "America/Toronto",
        "US/Alaska": "America/Anchorage", "US/Arizona": "America/Phoenix", "US/Central": "America/Chicago",
        "US/Eastern": "America/New_York", "US/Hawaii": "Pacific/Honolulu", "US/Michigan": "America/Detroit",
        "US/Mountain": "America/Denver", "US/Pacific": "America/Los_Angeles", "US/East-Indiana": "America/Indiana/Indianapolis",
        "Canada/Atlantic": "America/Halifax", "Canada/Central": "America/Winnipeg", "Canada/Eastern": "America/Toronto",
        "Canada/Mountain": "America/Edmonton", "Canada/Pacific": "America/Vancouver", "Brazil/East": "America/Sao_Paulo",
        "Mexico/General": "America/Mexico_City", "Australia/ACT": "Australia/Sydney", "Australia/NSW": "Australia/Sydney",
        "Australia/Victoria": "Australia/Melbourne", "Australia/Queensland": "Australia/Brisbane", "Australia/West": "Australia/Perth",
        "Cuba": "America/Havana", "Egypt": "Africa/Cairo", "Eire": "Europe/Dublin", "GB": "Europe/London", "Hongkong": "Asia/Hong_Kong",
        "Iceland": "Atlantic/Reykjavik", "Iran": "Asia/Tehran", "Israel": "Asia/Jerusalem", "Jamaica": "America/Jamaica",
        "Japan": "Asia/Tokyo", "Libya": "Africa/Tripoli", "NZ": "Pacific/Auckland", "PRC": "Asia/Shanghai", "Poland": "Europe/Warsaw",
        "Portugal": "Europe/Lisbon", "ROC": "Asia/Taipei", "ROK": "Asia/Seoul", "Singapore": "Asia/Singapore",
        "Turkey": "Europe/Istanbul", "W-SU": "Europe/Moscow", "Zulu": "Etc/UTC", "UCT": "Etc/UTC", "Universal": "Etc/UTC",
        "Greenwich": "Etc/GMT",
    ]
}
