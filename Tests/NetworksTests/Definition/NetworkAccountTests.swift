import Domain
import Testing

@testable import Networks

@Suite struct NetworkAccountTests {
    private func definition() throws -> NetworkDefinition {
        try .written(
            """
            title = "A"
            [secrets]
            key = "API key"
            password = "the password"
            [vars]
            host = "host name"
            currency = { about = "its currency", default = "EUR" }
            [request]
            url = "https://{vars.host}/"
            [response]
            wallets = '.'
            """)
    }

    @Test("tells everything that is missing, empty or unknown at once") func problems() throws {
        let definition = try definition()
        let problems = #expect(throws: NetworkAccountProblems.self) {
            try NetworkAccount(name: "a", definition: definition, secrets: ["key": Secret(" "), "tokn": Secret("x")], vars: ["hsot": "h"])
        }
        #expect(
            problems?.sentences == [
                "secrets.key is empty: API key", "secrets.password is missing: the password",
                "network test knows no secrets.tokn; it has key, password", "vars.host is missing: host name",
                "network test knows no vars.hsot; it has host, currency",
            ])
    }

    @Test("takes the default of a variable that is not set, or set to nothing", arguments: [[:], ["currency": ""], ["currency": "USD"]])
    func defaults(vars: [String: String]) throws {
        let account = try NetworkAccount(
            name: "a", definition: definition(), secrets: ["key": Secret("k"), "password": Secret("p")],
            vars: vars.merging(["host": "h"]) { old, _ in old })
        #expect(account.variables == ["host": "h", "currency": vars["currency"] == "USD" ? "USD" : "EUR"])
    }

    private func origin(url: String, vars: [String: String] = [:]) throws -> String {
        let definition = try NetworkDefinition.written(
            """
            title = "A"
            [secrets]
            key = "API key"
            [vars]
            host = { about = "host name", default = "api.example" }
            [request]
            url = "\(url)"
            [response]
            wallets = '.'
            """)
        return try NetworkAccount(name: "a", definition: definition, secrets: ["key": Secret("k")], vars: vars).origin
    }

    @Test("is bounded by the scheme, host and port that its request goes to")
    func origins() throws {
        #expect(try origin(url: "https://{vars.host}/x") == "https://api.example:443")
        #expect(try origin(url: "https://{vars.host}/x", vars: ["host": "OTHER.example:8443"]) == "https://other.example:8443")
        #expect(try origin(url: "https://api.example/{secrets.key}/x?{vars.host}") == "https://api.example:443")
    }
}
