import Domain
import StrictTOML
import Testing

@testable import Networks

extension NetworkDefinition {
    /// A definition written for a test; it must have no problem.
    static func written(_ text: String, name: String = "test") throws -> NetworkDefinition {
        let (definition, problems) = NetworkCatalogue.read(text, name: name, file: "\(name).toml")
        try #require(problems.isEmpty, "\(problems)")
        return try #require(definition)
    }

    /// The simplest one there is, with its `[response]` as given.
    static func reading(_ response: String, top: String = "currency = \"USD\"") throws -> NetworkDefinition {
        try written(
            """
            title = "Test"
            \(top)
            [secrets]
            token = "the token"
            [request]
            url = "https://api.example.com/balance"
            headers = { Authorization = "Bearer {secrets.token}" }
            [response]
            \(response)
            """)
    }
}

extension NetworkAccount {
    static func using(_ definition: NetworkDefinition, secret: String = "s3cr3t-t0ken", name: String = "main") throws -> NetworkAccount {
        try NetworkAccount(
            name: name, definition: definition,
            secrets: Dictionary(uniqueKeysWithValues: definition.secrets.map { ($0.name, Secret(secret)) }),
            vars: Dictionary(uniqueKeysWithValues: definition.variables.map { ($0.name, $0.defaultValue ?? "USD") }))
    }
}

extension NetworkEngine {
    /// What a poll came to, as a value.
    func outcome(_ account: NetworkAccount) async -> Result<PollAnswer, PollFailure> {
        do throws(PollFailure) {
            return .success(try await poll(account, timeout: .seconds(20)))
        } catch {
            return .failure(error)
        }
    }
}

extension Result where Success == PollAnswer, Failure == PollFailure {
    var failure: PollFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }

    var wallets: [WalletAnswer]? {
        if case .success(let answer) = self { answer.wallets } else { nil }
    }
}
