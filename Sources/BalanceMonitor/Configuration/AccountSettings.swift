package import Domain
package import StrictTOML

/// One `[[account]]`, or one file of `accounts.d`: a login of a network.
///
/// Whether the network exists, and whether it knows these secrets and variables, is for whoever has the definitions to say.
package struct AccountSettings: Sendable {
    /// Where the account begins, for problems that are found later.
    package var position: TOMLPosition
    /// The stable key: 1 to 64 of `a-z`, `0-9` and `-`.
    package var name: String
    /// What people see; the name where none is written.
    package var title: String
    /// The name of a network definition.
    package var network: String
    /// What filters of commands and reports go by; each once, in the order of the file.
    package var tags: [String]
    package var secrets: [String: Secret]
    package var vars: [String: String]
    /// The account's levels, with the defaults of `[alert]` where it has none.
    package var alert: AlertSettings
    /// The name under which history knows it, when it was renamed.
    package var was: String?
    /// Between two polls, where it is not the collector's.
    package var interval: Duration?
    /// Whether its network may be asked over plain http.
    package var allowsHTTP: Bool
    /// Whether it is only kept for its history, and polled no more.
    package var isRetired: Bool

    /// Where `secrets.NAME`, `vars.NAME` (say `vars.currency`) or a key such as `network` stands; the account's own place for all else.
    package func position(of key: String) -> TOMLPosition { positions[key] ?? position }

    private let positions: [String: TOMLPosition]
}

extension AccountSettings {
    /// Reads an account; nil where it has no usable name or network, which is a problem then.
    init?(_ table: TOMLReader, defaults: AlertSettings, secrets reader: inout SecretReader) {
        let settings = SettingReader(table: table, directory: "")
        let name = Self.name("name", table, required: true)
        let network = Self.name("network", table, required: true)
        let title = table.string("title")
        if let title, title.allSatisfy(\.isWhitespace) { table.problem("\"title\" must not be empty\(table.place)", at: "title") }
        // In bytes too, since one character may have any number of accents.
        if let title, title.count > 100 || title.utf8.count > 400 {
            table.problem("\"title\"\(table.place) is longer than 100 characters; a report has room for some 20 of them", at: "title")
        }
        if let title, title.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            table.problem("\"title\"\(table.place) holds a line end or a control character; write it in one line", at: "title")
        }
        let was = Self.name("was", table, required: false)
        if let was, was == name {
            table.problem("\"was\"\(table.place) names the account itself; it is for the name it had before", at: "was")
        }
        tags = Self.tags(table)
        alert = AlertSettings(table.section("alert"), over: defaults)
        interval = settings.optionalDuration("interval", from: "10s", to: "30d", example: "15m")
        allowsHTTP = table.bool("allow_http") ?? false
        isRetired = table.bool("retired") ?? false
        position = table.position
        var positions = Dictionary(table.keys.map { ($0, table.position(of: $0)) }) { first, _ in first }
        let secretTable = table.section("secrets")
        secrets = [:]
        for key in secretTable.keys {
            secrets[key] = reader.secret(key, in: secretTable)
            positions["secrets.\(key)"] = secretTable.position(of: key)
        }
        let variableTable = table.section("vars")
        vars = [:]
        for key in variableTable.keys {
            vars[key] = variableTable.string(key)
            positions["vars.\(key)"] = variableTable.position(of: key)
        }
        self.positions = positions
        self.was = was
        guard let name, let network else { return nil }
        self.name = name
        self.network = network
        self.title = title ?? name
    }

    private static func name(_ key: String, _ table: TOMLReader, required: Bool) -> String? {
        guard let text = required ? table.requiredString(key) : table.string(key) else { return nil }
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
        else {
            table.problem("\"\(key)\"\(table.place) may hold only a-z, 0-9 and -, 64 of them at most", at: key)
            return nil
        }
        return text
    }

    private static func tags(_ table: TOMLReader) -> [String] {
        var tags: [String] = []
        for (index, tag) in (table.strings("tags") ?? []).enumerated() {
            if tag.isEmpty || tag.contains(where: \.isWhitespace) || tag.count > 64 || tag.utf8.count > 256 {
                table.problem("a tag\(table.place) must be one word of 64 characters at most", at: "tags", element: index)
            } else if !tags.contains(tag) {
                tags.append(tag)
            }
        }
        return tags
    }
}
