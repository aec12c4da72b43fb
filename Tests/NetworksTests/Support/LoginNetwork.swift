import Domain
import Synchronization
import Transport

@testable import Networks

/// A network that hands out numbered tokens, takes only the newest, and counts what it is asked.
final class LoginNetwork: Sendable {
    struct State {
        var logins: [String] = []
        var asked: [String] = []
        var refusesEverything = false
        var refusesLogin: Int?
        /// Refresh tokens that are taken; each login brings a new one.
        var goodRefresh = "secret-refresh-0"
        var rotates = true
    }

    let state = Mutex(State())

    static let definition = """
        title = "Test"
        currency = "USD"
        [secrets]
        refresh = "the first refresh token"
        [[login]]
        url = "https://api.example.com/login"
        form = { refresh_token = "{login.refresh|secrets.refresh}" }
        save = '{token: .access, refresh}'
        keep = ["refresh"]
        expires = '.expires_in'
        [request]
        url = "https://api.example.com/balance"
        headers = { Authorization = "Bearer {login.token}" }
        [response]
        wallets = '{amount: .balance}'
        """

    func network() -> ScriptedNetwork {
        ScriptedNetwork { [self] request, _ in state.withLock { Self.answer(request, &$0) } }
    }

    private static func answer(_ request: HTTPRequest, _ state: inout State) -> HTTPResponse {
        guard request.url.hasSuffix("/login") else {
            let token = request.header("authorization") ?? ""
            state.asked.append(token)
            guard token == "Bearer secret-token-\(state.logins.count)", !state.refusesEverything else {
                return .text(#"{"message":"token \#(token) is refused"}"#, status: 401)
            }
            return .text(#"{"balance":"12.5"}"#, headers: [("date", "Fri, 15 Jan 2027 08:00:03 GMT")])
        }
        let refresh = String(request.text.dropFirst("refresh_token=".count))
        state.logins.append(refresh)
        if let status = state.refusesLogin { return .text(#"{"message":"\#(refresh) is refused"}"#, status: status) }
        guard refresh == state.goodRefresh else { return .text(#"{"error":"invalid_grant"}"#, status: 400) }
        if state.rotates { state.goodRefresh = "secret-refresh-\(state.logins.count)" }
        let number = state.logins.count
        let refreshMember = state.rotates ? #","refresh":"secret-refresh-\#(number)""# : ""
        return .text(#"{"access":"secret-token-\#(number)","expires_in":3600\#(refreshMember)}"#)
    }
}
