import BalanceMonitor
import FoundationEssentials
import Glibc
import Testing

/// A directory with the files of a configuration, gone when the test is over.
final class ConfigurationFolder: Sendable {
    let path: String

    /// Files by their name within the directory; each is 0640 until `allow` says otherwise.
    init(_ files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "configuration-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        try allow(0o640, name)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: URL(filePath: path).appending(path: name), encoding: .utf8)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    func allow(_ mode: mode_t, _ name: String) throws {
        try #require(chmod("\(path)/\(name)", mode) == 0)
    }

    /// What is loaded; the host knows Moscow and Lisbon.
    func load(environment: [String: String] = [:]) throws -> Configuration {
        try Configuration.load(path: "\(path)/config.toml", environment: environment) { ["Europe/Moscow", "Europe/Lisbon"].contains($0) }
    }

    /// The problems that loading meets, with the directory's name left out; empty where there are none.
    func problems(environment: [String: String] = [:]) -> [String] {
        do {
            _ = try load(environment: environment)
            return []
        } catch {
            return "\(error)".replacing(path + "/", with: "").split(separator: "\n").map(String.init)
        }
    }
}
