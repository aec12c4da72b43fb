import Domain
import Networks

/// One network of the catalogue, in full.
struct NetworkPage {
    private let definition: NetworkDefinition

    init(_ definition: NetworkDefinition) {
        self.definition = definition
    }

    /// Everything that is known, and an account's file to copy; `directory` is where the configuration lies.
    func text(directory: String) -> String {
        var lines = ["\(definition.title) (\(definition.name))"]
        lines.append(
            "  verified: "
                + (definition.verified
                    ? "yes, a live account has answered as expected" : "no: written after the documentation, not yet tried"))
        lines.append("  website: \(definition.website ?? "-")")
        lines.append("  documented: \(definition.source ?? "-")")
        lines.append(
            "  balance: " + (definition.polarity == .prepaid ? "prepaid, what can still be spent" : "owed, kept as a negative amount"))
        lines.append("  at most every: \(definition.minInterval.map(Self.shortText) ?? "-")")
        if let closed = definition.closed { lines.append("  closed: \(closed); the service answers no more") }
        if let validUntil = definition.validUntil { lines.append("  valid until: \(validUntil), when this version of its API ends") }
        if definition.allowsHTTP { lines.append("  warning: it is asked over plain http") }
        lines += definition.secrets.map { "  secrets.\($0.name): \($0.about)" }
        lines += definition.variables.map { variable in
            "  vars.\(variable.name): \(variable.about)" + (variable.defaultValue.map { " (default: \($0))" } ?? " (required)")
        }
        let example = AccountExample(definition)
        let file = FilePlace.resolve("accounts.d/\(example.name).toml", in: directory)
        lines += ["", "An account, to be written to \(file), its secrets to the files named there (mode 0640):", ""]
        return (lines.map(TextTable.printable) + [example.text]).joined(separator: "\n")
    }

    /// `name title verified website source polarity valid_until closed min_interval_s allows_http secrets[name about] vars[name about default] example`.
    var json: JSONValue {
        [
            "name": .string(definition.name), "title": .string(definition.title), "verified": .bool(definition.verified),
            "website": .text(definition.website), "source": .text(definition.source), "polarity": .string(definition.polarity.rawValue),
            "valid_until": .text(definition.validUntil?.description), "closed": .text(definition.closed?.description),
            "min_interval_s": .number(definition.minInterval?.components.seconds), "allows_http": .bool(definition.allowsHTTP),
            "secrets": .list(definition.secrets) { ["name": .string($0.name), "about": .string($0.about)] },
            "vars": .list(definition.variables) {
                ["name": .string($0.name), "about": .string($0.about), "default": .text($0.defaultValue)]
            }, "example": .string(AccountExample(definition).text),
        ]
    }

    /// `30s`, `5m`, `2h`, `3d`: as definitions and configurations write it.
    static func shortText(of duration: Duration) -> String {
        let seconds = duration.components.seconds
        let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "m")]
        for (length, unit) in units where seconds > 0 && seconds % length == 0 { return "\(seconds / length)\(unit)" }
        return "\(seconds)s"
    }
}

/// A file of `accounts.d` for a network, which only needs its blanks filled.
struct AccountExample {
    let definition: NetworkDefinition
    /// The account's name, also its file's.
    let name: String

    init(_ definition: NetworkDefinition) {
        self.definition = definition
        name = String("\(definition.name)-main".suffix(64))
    }

    /// The file; a variable that must be set is empty, which the program refuses by name until it is filled.
    var text: String {
        var lines = ["name    = \(Self.quoted(name))", "title   = \(Self.quoted(definition.title))"]
        lines.append("network = \(Self.quoted(definition.name))")
        for secret in definition.secrets {
            let file = "secrets/\(name)" + (definition.secrets.count > 1 ? "-\(secret.name)" : "")
            lines += ["# \(secret.about)", "secrets.\(Self.key(secret.name)) = { file = \(Self.quoted(file)) }"]
        }
        for variable in definition.variables {
            let isOptional = variable.defaultValue == nil ? "" : "# "
            lines += ["# \(variable.about)", "\(isOptional)vars.\(Self.key(variable.name)) = \(Self.quoted(variable.defaultValue ?? ""))"]
        }
        return lines.map(TextTable.printable).joined(separator: "\n") + "\n"
    }

    /// A basic string of TOML, whose escapes are those of JSON.
    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }

    /// A bare key where it may be one.
    private static func key(_ name: String) -> String {
        let isBare = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        return isBare ? name : quoted(name)
    }
}
