import Domain
import StrictTOML
import Synchronization
import Testing

@testable import Networks

extension NetworkDefinition {
    /// A definition written for a test; it must have no problem.
    ///
    /// The same text gives the same definition, since compiling its filters takes long.
    static func written(_ text: String, name: String = "test") throws -> NetworkDefinition {
        if let known = WrittenDefinitions.all.withLock({ $0[name + text] }) { return known }
        let (definition, problems) = NetworkCatalogue.read(text, name: name, file: "\(name).toml")
        try #require(problems.isEmpty, "\(problems)")
        let written = try #require(definition)
        WrittenDefinitions.all.withLock { $0[name + text] = written }
        return written
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

private enum WrittenDefinitions {
    static let all = Mutex<[String: NetworkDefinition]>([:])
}
