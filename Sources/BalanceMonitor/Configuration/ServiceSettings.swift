package import Domain
package import Logging
import PostgresExport
import StrictTOML

/// What the daemon shows to and fetches from other programs: `[metrics]`, `[heartbeat]`, `[sync]`, `[log]`.
package struct ServiceSettings: Sendable {
    /// `[metrics] listen`: where metrics and health are served; nil for nowhere.
    package var metrics: ListenAddress?
    /// `[heartbeat] url`: asked after each good sweep; secret, since whoever knows it can fake the beat.
    package var heartbeat: Secret?
    /// `[sync] to`: the PostgreSQL server as libpq takes it (`service=…` or a URL); secret, since it may hold a password.
    package var sync: Secret?
    /// `[log] level`.
    package var logLevel: Logger.Level
}

extension ServiceSettings {
    init(_ root: TOMLReader, secrets: inout SecretReader) {
        metrics = Self.metrics(root.section("metrics"))
        heartbeat = Self.heartbeat(root.section("heartbeat"), &secrets)
        sync = Self.sync(root.section("sync"), &secrets)
        logLevel = SettingReader(table: root.section("log"), directory: "").choice("level", standard: .info)
    }

    private static func metrics(_ table: TOMLReader) -> ListenAddress? {
        guard let text = table.string("listen", example: "127.0.0.1:9110") else { return nil }
        guard let address = ListenAddress(text) else {
            table.problem("\"listen\"\(table.place) must be a host and a port, like \"127.0.0.1:9110\" or \"[::1]:9110\"", at: "listen")
            return nil
        }
        return address
    }

    private static func heartbeat(_ table: TOMLReader, _ secrets: inout SecretReader) -> Secret? {
        guard let secret = text("url", table, &secrets) else { return nil }
        guard let address = WebAddress(secret.reveal()), ["http", "https"].contains(address.scheme) else {
            table.problem("\"url\"\(table.place) must be a URL that begins with https:// or http://", at: "url")
            return nil
        }
        return secret
    }

    private static func sync(_ table: TOMLReader, _ secrets: inout SecretReader) -> Secret? {
        guard let secret = text("to", table, &secrets) else { return nil }
        let target = secret.reveal()
        if let password = WebAddress(target)?.password { secrets.learn(Secret(password)) }
        if target.contains("password") || WebAddress(target)?.password != nil, table.kind(of: "to") == .string {
            guard secrets.mayStandHere("to", in: table) else { return nil }
        }
        do throws(SyncError) {
            let passwords = try ConnectionTarget(secret).passwords
            for password in passwords { secrets.learn(password) }
            if !passwords.isEmpty, table.kind(of: "to") == .string { SecretReader.warnWritten("to", in: table) }
        } catch {
            table.problem("\"to\"\(table.place): \(error)", at: "to")
            return nil
        }
        return secret
    }

    /// A text that may be a secret and often is none: written plainly it gives no warning.
    private static func text(_ key: String, _ table: TOMLReader, _ secrets: inout SecretReader) -> Secret? {
        guard table.kind(of: key) == .string else { return secrets.secret(key, in: table, mayHaveLines: true) }
        guard let text = table.requiredString(key) else { return nil }
        let secret = Secret(text)
        secrets.learn(secret)
        return secret
    }
}
