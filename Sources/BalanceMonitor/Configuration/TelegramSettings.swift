package import Domain
import StrictTOML
package import Transport

/// `[telegram]`: the bot, who owns it, and how it is reached.
package struct TelegramSettings: Sendable {
    /// The bot's token; nil until there is one, which verbs that do without Telegram accept.
    package var token: Secret?
    /// Telegram user ids of the people who hold every right; positive, each once.
    package var owners: [Int64]
    /// The Bot API server without a slash at its end: `https://api.telegram.org` unless the host has its own.
    package var api: String
    /// Whether `api` is on this very machine, where the clock is believed and plain http is accepted.
    package var isAPIOnLoopback: Bool
    /// Ways to try, in order; never empty.
    package var routes: [TelegramRoute]
}

/// A way to Telegram with a name that may be shown.
package struct TelegramRoute: Hashable, Sendable {
    package let route: Route
    /// `direct`, or the proxy without user and password: `socks5h://127.0.0.1:1080`.
    package let name: String

    package static let direct = TelegramRoute(route: .direct, name: "direct")
}

extension TelegramSettings {
    init(_ table: TOMLReader, secrets: inout SecretReader) {
        token = secrets.secret("token", in: table)
        if let token, !Self.isToken(token.reveal()) {
            table.problem(
                "\"token\"\(table.place) is not a bot's token: @BotFather gives one that reads 123456789:LETTERS-AND-DIGITS", at: "token")
        }
        owners = Self.owners(table)
        let address = Self.api(table)
        api = address.text
        isAPIOnLoopback = address.isLoopback
        routes = Self.routes(table, &secrets)
    }

    /// Digits, a colon, and what may stand in a URL's path: anything else would change the address of each request.
    private static func isToken(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && parts[0].utf8.allSatisfy { (48...57).contains($0) }
            && Int64(parts[0]) != nil
            && parts[1].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    private static func owners(_ table: TOMLReader) -> [Int64] {
        var owners: [Int64] = []
        for (index, id) in (table.ints("owners") ?? []).enumerated() {
            if id <= 0 {
                table.problem(
                    "\(id) in \"owners\"\(table.place) is no person: a person's Telegram id is above 0", at: "owners", element: index)
            } else if [777_000, 136_817_688, 1_087_968_824].contains(id) {
                // Telegram itself, "Channel Bot" and "Group Anonymous Bot": anybody may seem to be them.
                table.problem(
                    "\(id) in \"owners\"\(table.place) is an account of Telegram's own, not a person", at: "owners", element: index)
            } else if owners.contains(Int64(id)) {
                table.problem("\(id) stands twice in \"owners\"\(table.place)", at: "owners", element: index)
            } else {
                owners.append(Int64(id))
            }
        }
        return owners
    }

    private static func api(_ table: TOMLReader) -> (text: String, isLoopback: Bool) {
        let standard = (text: "https://api.telegram.org", isLoopback: false)
        let allowsHTTP = table.bool("allow_http") ?? false
        guard let text = table.string("api") else { return standard }
        guard let address = WebAddress(text), ["http", "https"].contains(address.scheme), address.userInfo == nil,
            !address.rest.contains(where: { "?#\\".contains($0) })
        else {
            table.problem(
                "\"api\"\(table.place) must be a URL like \"https://api.telegram.org\", without user, password and query", at: "api")
            return standard
        }
        if address.scheme == "http", !address.isLoopback, !allowsHTTP {
            table.problem(
                "\"api\"\(table.place) would send the token over plain http; use https, or write allow_http = true if you trust the way there",
                at: "api")
        }
        var whole = text[...]
        while whole.last == "/" { whole.removeLast() }
        return (String(whole), address.isLoopback)
    }

    private static func routes(_ table: TOMLReader, _ secrets: inout SecretReader) -> [TelegramRoute] {
        guard let texts = table.strings("routes", example: "direct") else { return [.direct] }
        if texts.isEmpty { table.problem("\"routes\"\(table.place) must hold a way at least, such as \"direct\"", at: "routes") }
        var routes: [TelegramRoute] = []
        for (index, text) in texts.enumerated() {
            guard let route = route(text, index, table, &secrets) else { continue }
            if routes.contains(route) {
                table.problem("\(route.name) stands twice in \"routes\"\(table.place)", at: "routes", element: index)
            } else {
                routes.append(route)
            }
        }
        return routes
    }

    private static func route(_ text: String, _ index: Int, _ table: TOMLReader, _ secrets: inout SecretReader) -> TelegramRoute? {
        if text == "direct" { return .direct }
        if WebAddress.isMiswritten(text) {
            table.problem(
                "a way in \"routes\"\(table.place) has a user or password that is not written as a URL wants it: "
                    + "write @ as %40, / as %2F, ? as %3F, # as %23 and % as %25 there",
                at: "routes", element: index)
            return nil
        }
        guard let address = WebAddress(text), ["http", "socks5h"].contains(address.scheme), address.rest.isEmpty || address.rest == "/"
        else {
            let hint = text.hasPrefix("socks5://") ? "; write socks5h, so that the proxy looks names up" : ""
            table.problem(
                "a way in \"routes\"\(table.place) must be \"direct\", \"http://host:port\" or \"socks5h://host:port\"\(hint)",
                at: "routes",
                element: index)
            return nil
        }
        if let password = address.password, !password.isEmpty {
            guard secrets.mayStandHere("routes", in: table) else { return nil }
            secrets.learn(Secret(password))
            if let proxy = try? ProxyAddress(Secret(text)), let password = proxy.password { secrets.learn(password) }
            secrets.learn(Secret(text))
        }
        return TelegramRoute(route: .proxy(Secret(text)), name: address.shown)
    }
}
