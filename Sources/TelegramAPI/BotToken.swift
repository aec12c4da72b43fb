import Domain

/// A bot's token, known to have the form in which BotFather gives it out: `123456:ABC-def_1`.
struct BotToken: Sendable {
    /// The bot's user id, which is not secret.
    let botID: Int64
    private let secret: Secret
    private let mask: SecretMask

    /// Nil when `secret` has another form, and so could not stand in a URL's path as it is.
    init?(_ secret: Secret) {
        let halves = secret.reveal().split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, let id = Int64(halves[0]), halves[0].utf8.allSatisfy(Self.isDigit), !halves[1].isEmpty,
            halves[1].utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        botID = id
        self.secret = secret
        mask = SecretMask([secret.reveal(), String(halves[1])])
    }

    /// The path of a method's URL; it holds the token, so it must never reach an error or a log.
    func path(of method: String) -> String { "/bot\(secret.reveal())/\(method)" }

    /// `text` with the token, and its secret half alone, made unreadable; a server may quote what it was asked.
    func redact(_ text: String) -> String {
        mask.redact(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: isDigit(byte)
        }
    }
}
