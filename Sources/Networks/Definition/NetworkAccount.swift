package import Domain
import Transport

/// One login of one network, with everything that its definition asks for.
package struct NetworkAccount: Sendable {
    /// The stable key from the configuration; login tokens are kept under it.
    package let name: String
    package let definition: NetworkDefinition
    let secrets: [String: Secret]
    let variables: [String: String]
    let allowsHTTP: Bool

    /// Checks the account against its network; throws every sentence at once.
    ///
    /// A variable that is not set takes its default. `allowsHTTP` allows plain `http://` beside what the definition allows.
    package init(
        name: String, definition: NetworkDefinition, secrets: [String: Secret], vars: [String: String] = [:], allowsHTTP: Bool = false
    ) throws(NetworkAccountProblems) {
        let network = definition.name
        var sentences: [String] = []
        for input in definition.secrets where secrets[input.name]?.isEmpty != false {
            sentences.append("secrets.\(input.name) is \(secrets[input.name] == nil ? "missing" : "empty"): \(input.about)")
        }
        let secretNames = definition.secrets.map(\.name)
        for unknown in secrets.keys.sorted() where !secretNames.contains(unknown) {
            sentences.append("network \(network) knows no secrets.\(unknown); it has \(Self.list(secretNames))")
        }
        var variables = vars
        for variable in definition.variables where vars[variable.name]?.isEmpty != false {
            variables[variable.name] = variable.defaultValue
            if variable.defaultValue == nil { sentences.append("vars.\(variable.name) is missing: \(variable.about)") }
        }
        let variableNames = definition.variables.map(\.name)
        for unknown in vars.keys.sorted() where !variableNames.contains(unknown) {
            sentences.append("network \(network) knows no vars.\(unknown); it has \(Self.list(variableNames))")
        }
        guard sentences.isEmpty else { throw NetworkAccountProblems(sentences: sentences) }
        self.name = name
        self.definition = definition
        self.secrets = secrets
        self.variables = variables
        self.allowsHTTP = allowsHTTP || definition.allowsHTTP
    }

    /// What bounds the requests at once: the scheme, host and port that its balance is asked of, and its logins go with it.
    ///
    /// The network's name where a variable makes no host of it, so that each poll fails.
    package var origin: String {
        let values = TemplateValues(secrets: secrets, variables: variables, now: Instant(seconds: 0))
        return definition.request.origin(values).map { "\($0.scheme)://\($0.host):\($0.port)" } ?? definition.name
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}

/// Everything that an account lacks or has too much; names, never values.
package struct NetworkAccountProblems: Error, Hashable, Sendable, CustomStringConvertible {
    package let sentences: [String]

    package var description: String { sentences.joined(separator: "; ") }
}
