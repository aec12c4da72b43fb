import Domain
import Testing
import Transport

@testable import Networks

/// A shipped definition with what its service is asked and answers.
struct ShippedNetwork: Sendable, CustomTestStringConvertible {
    /// What the service answers instead of a balance, and what the poll must make of it.
    struct Refusal: Sendable {
        var body: String
        var status = 200
        var failureClass: FailureClass
    }

    var name: String
    var vars: [String: String] = [:]
    /// The fixture of each path.
    var answers: [String: String]
    /// The path of the balance request, which is the one that fails in `refusals`.
    var path: String
    /// Every request of the first poll: method, target, then the header or body that carries the secret.
    var requests: [String]
    /// Key, amount and currency.
    var wallets: [String]
    var refusals: [Refusal] = []

    var testDescription: String { name }

    /// What every service may answer.
    static let commonRefusals = [
        Refusal(body: #"{"message":"no"}"#, status: 401, failureClass: .credentials),
        Refusal(body: "", status: 403, failureClass: .credentials),
        Refusal(body: "slow down", status: 429, failureClass: .rate), Refusal(body: "{}", status: 404, failureClass: .permanent),
        Refusal(body: "<html>", status: 502, failureClass: .temporary), Refusal(body: "<!DOCTYPE html>", failureClass: .temporary),
        Refusal(body: "", failureClass: .temporary),
    ]

    func account(_ definition: NetworkDefinition, host: String = "h.example") throws -> NetworkAccount {
        var vars = vars
        if definition.variables.contains(where: { $0.name == "host" }) { vars["host"] = host }
        return try NetworkAccount(
            name: "main", definition: definition,
            secrets: Dictionary(uniqueKeysWithValues: definition.secrets.map { ($0.name, Secret("K-\($0.name)")) }), vars: vars)
    }

    /// A wallet as `wallets` writes it.
    static func line(_ wallet: WalletAnswer) -> String { "\(wallet.key) \(wallet.balance.decimalText) \(wallet.currency)" }

    static let all: [ShippedNetwork] = [
        ShippedNetwork(
            name: "propellerads", answers: ["/v5/adv/balance": "propellerads.json"], path: "/v5/adv/balance",
            requests: ["GET /v5/adv/balance authorization: Bearer K-token"], wallets: ["main 1840.27 USD"]),
        ShippedNetwork(
            name: "adsterra", answers: ["/advertiser/balance.json": "adsterra.json"], path: "/advertiser/balance.json",
            requests: ["GET /advertiser/balance.json x-api-key: K-token"], wallets: ["main 97.4 USD"]),
        ShippedNetwork(
            name: "exoclick", answers: ["/v2/login": "exoclick.login.json", "/v2/user": "exoclick.json"], path: "/v2/user",
            requests: [#"POST /v2/login {"api_token":"K-api_token"}"#, "GET /v2/user authorization: Bearer exo-token-5f1c"],
            wallets: ["main 264.08 EUR"]),
        ShippedNetwork(
            name: "trafficstars", vars: ["currency": "usd"],
            answers: ["/v1/auth/token": "trafficstars.login.json", "/v2/userinfo/balance": "trafficstars.json"],
            path: "/v2/userinfo/balance",
            requests: [
                "POST /v1/auth/token grant_type=refresh_token&refresh_token=K-api_key",
                "GET /v2/userinfo/balance authorization: Bearer ts-access-77ab",
            ], wallets: ["main 1204.5 USD"]),
        ShippedNetwork(
            name: "evadav", answers: ["/api/v2.0/account/balance": "evadav.json"], path: "/api/v2.0/account/balance",
            requests: ["GET /api/v2.0/account/balance?access-token=K-token"], wallets: ["main 73.9 USD"]),
        ShippedNetwork(
            name: "zeropark", answers: ["/api/account/details": "zeropark.json"], path: "/api/account/details",
            requests: ["GET /api/account/details api-token: K-token"], wallets: ["main 640.15 USD"]),
        ShippedNetwork(
            name: "popads", answers: ["/api/user_status": "popads.json"], path: "/api/user_status",
            requests: ["GET /api/user_status?key=K-key accept: application/json"], wallets: ["main 18.04 USD"],
            refusals: [
                Refusal(body: "popads.error.json", failureClass: .credentials),
                Refusal(body: "popads.error.json", status: 403, failureClass: .credentials),
            ]),
        ShippedNetwork(
            name: "kadam", answers: ["/api/v1/finance/balance": "kadam.json"], path: "/api/v1/finance/balance",
            requests: ["GET /api/v1/finance/balance authorization: Bearer K-token"], wallets: ["main 2710.45 USD"],
            refusals: [
                Refusal(body: "kadam.error.json", failureClass: .temporary),
                Refusal(body: "kadam.error.json", status: 400, failureClass: .permanent),
                Refusal(body: #"{"success":false,"code":401,"msg":"Unauthorized"}"#, failureClass: .credentials),
            ]),
        ShippedNetwork(
            name: "yandex-direct", vars: ["logins": "north, south"], answers: ["/live/v4/json/": "yandex-direct.json"],
            path: "/live/v4/json/",
            requests: [
                #"POST /live/v4/json/ {"method":"AccountManagement","param":{"Action":"Get","SelectionCriteria":{"Logins":["north","south"]}},"#
                    + #""locale":"ru","token":"K-token"}"#
            ], wallets: ["north 15020.3 RUB", "south -12.5 RUB"],
            refusals: [Refusal(body: "yandex-direct.error.json", failureClass: .credentials)]
                + [(52, FailureClass.temporary), (54, .credentials), (56, .rate), (58, .credentials), (152, .rate), (1530, .temporary)].map
            {
                Refusal(body: #"{"error_code":\#($0.0),"error_str":"Code 53 is not it","error_detail":""}"#, failureClass: $0.1)
            }),
        ShippedNetwork(
            name: "deepseek", answers: ["/user/balance": "deepseek.json"], path: "/user/balance",
            requests: ["GET /user/balance authorization: Bearer K-token"], wallets: ["CNY 64.2 CNY", "USD 3.07 USD"]),
        ShippedNetwork(
            name: "sms-activate", vars: ["currency": "rub"], answers: ["/stubs/handler_api.php": "sms-activate.txt"],
            path: "/stubs/handler_api.php",
            requests: ["GET /stubs/handler_api.php?api_key=K-key&action=getBalance"], wallets: ["main 41.6 RUB"],
            refusals: [
                Refusal(body: "sms-activate.error.txt", failureClass: .credentials),
                Refusal(body: "BANNED:'2026-11-22 10:15:00'", failureClass: .credentials),
                Refusal(body: "ERROR_SQL", failureClass: .temporary), Refusal(body: "BAD_ACTION", failureClass: .permanent),
                Refusal(body: "ACCESS_BALANCE:", failureClass: .permanent), Refusal(body: "ACCESS_BALANCE:null", failureClass: .permanent),
            ]),
    ]
}
