import Domain

/// The networks that are simulated: paths, authorisation and shapes are those of the real ones.
package enum SimulatedNetwork: String, Hashable, Sendable, CaseIterable {
    case propellerads
    case adsterra
    case exoclick
    case evadav
    case kadam
    case popads

    /// The path of the request that tells the balance.
    package var path: String {
        switch self {
        case .propellerads: "/v5/adv/balance"
        case .adsterra: "/advertiser/balance.json"
        case .exoclick: "/v2/user"
        case .evadav: "/api/v2.0/account/balance"
        case .kadam: "/api/v1/finance/balance"
        case .popads: "/api/user_status"
        }
    }

    /// The key, or for `exoclick` the session's token, that a request carries.
    func credential(of request: ServedRequest) -> String? {
        switch self {
        case .propellerads, .exoclick, .kadam: request.bearer
        case .adsterra: request.headers["x-api-key"]
        case .evadav: request.query["access-token"] ?? request.headers["x-api-key"]
        case .popads: request.query["key"]
        }
    }

    /// The answer that tells a balance.
    func answer(_ balance: Money, _ currency: Currency) -> ServedResponse {
        let amount = balance.decimalText
        let body =
            switch self {
            case .propellerads: "\"\(amount)\""
            case .adsterra: "{\"item\":\(amount)}"
            case .exoclick: "{\"result\":{\"id\":411223,\"username\":\"media-team\",\"balance\":\"\(amount)\"}}"
            case .evadav: "{\"data\":{\"advertiser\":\(amount)}}"
            case .kadam:
                "{\"success\":true,\"code\":200,\"data\":{\"balance\":\(amount),\"currency\":\"\(currency.code.lowercased())\"}}"
            case .popads: "{\"user\":{\"username\":\"acme\",\"balance\":\"\(amount)\"}}"
            }
        return .text(body, type: "application/json")
    }

    /// The answer to a key that is not known; where a network's own words are not documented, the plain ones of HTTP.
    var refusal: ServedResponse {
        switch self {
        case .kadam: .json(["success": false, "code": 401, "msg": ["exception": "Unauthorized"]], status: 401)
        case .popads: .json(["errors": [["status": 403, "code": 7, "title": "Invalid API key"]]], status: 403)
        case .propellerads, .adsterra, .exoclick, .evadav: .json(["message": "Unauthorized"], status: 401)
        }
    }
}
