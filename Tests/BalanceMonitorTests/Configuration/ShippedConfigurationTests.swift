import BalanceMonitor
import FoundationEssentials
import StrictTOML
import Testing

@Suite("The configuration that the package ships")
struct ShippedConfigurationTests {
    static let text = try? String(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../packaging/config.toml"), encoding: .utf8)

    /// The shipped text with every key and header in force.
    private static func uncommented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.starts(with: #/\#[a-z\[]/#) ? String(line.dropFirst()) : String(line)
        }.joined(separator: "\n")
    }

    @Test("loads as it is, without a warning, and says nothing but defaults")
    func asShipped() throws {
        let shipped = try ConfigurationFolder(["config.toml": #require(Self.text)])
        try shipped.allow(0o644, "config.toml")
        let empty = try ConfigurationFolder(["config.toml": ""])
        let loaded = try shipped.load()
        #expect(loaded.warnings.isEmpty && loaded.accounts.isEmpty)
        #expect("\(loaded)".replacing(shipped.path, with: "") == "\(try empty.load())".replacing(empty.path, with: ""))
    }

    @Test("shows as defaults what is the default")
    func defaults() throws {
        let text = Self.uncommented(try #require(Self.text))
        let folder = try ConfigurationFolder([
            "config.toml": text.replacing("owners = [0]", with: ""), "secrets/telegram-token": "1:a", "secrets/propeller-main": "key",
        ])
        let loaded = try folder.load()
        let empty = try ConfigurationFolder(["config.toml": ""])
        let standard = try empty.load()
        #expect("\(loaded.report)" == "\(standard.report)")
        #expect("\(loaded.collector)" == "\(standard.collector)")
        #expect("\(loaded.history)" == "\(standard.history)")
        #expect("\(loaded.paths)".replacing(folder.path, with: "") == "\(standard.paths)".replacing(empty.path, with: ""))
        #expect("\(loaded.backup)" == "\(standard.backup)")
        #expect("\(loaded.alert)" == "\(standard.alert)")
        #expect(loaded.services.logLevel == standard.services.logLevel)
        #expect(loaded.telegram.api == standard.telegram.api && loaded.telegram.routes == standard.telegram.routes)
        #expect(loaded.accounts.map(\.name) == ["propeller-main"] && loaded.accounts.first?.secrets.count == 1)
        #expect(loaded.warnings.allSatisfy { $0.message.contains("has no effect in this version") })
    }

    @Test("holds placeholders that cannot be used by oversight")
    func placeholders() throws {
        let folder = try ConfigurationFolder(["config.toml": Self.uncommented(try #require(Self.text))])
        #expect(
            folder.problems().map { $0.replacing(#/^config.toml:\d+: /#, with: "") } == [
                "the secret in secrets/telegram-token cannot be read: No such file or directory",
                #"0 in "owners" in [telegram] is no person: a person's Telegram id is above 0"#,
                "the secret in secrets/propeller-main cannot be read: No such file or directory",
            ])
    }

    @Test("shows every key that the loader knows, each below its section")
    func complete() throws {
        var section = ""
        var shown: Set<String> = []
        for line in Self.uncommented(try #require(Self.text)).split(separator: "\n") {
            if let header = line.wholeMatch(of: #/\[+([a-z]+)\]+/#) { section = "\(header.1)." }
            if let key = line.prefixMatch(of: #/([a-z_.]+) = /#) { shown.insert(section + key.1) }
        }
        // The names behind these two belong to the network.
        let known = Configuration.knownKeys.map {
            ["account.secrets": "account.secrets.token", "account.vars": "account.vars.currency"][$0] ?? $0
        }
        #expect(shown.sorted() == known.sorted())
        #expect(known.count > 35)
    }
}
