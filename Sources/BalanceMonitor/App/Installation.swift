package import Domain
package import Networks
import StrictTOML
import Synchronization

/// Everything that the host's files say, checked against each other: settings, network definitions, accounts.
package struct Installation: Sendable {
    /// An account that is polled: its settings, and its network as the engine wants it.
    package struct PolledAccount: Sendable {
        package let settings: AccountSettings
        package let network: NetworkAccount
        /// Between two polls, never less than the network allows.
        package let interval: Duration
        /// What the network allows at most often.
        package let minInterval: Duration
    }

    package let configuration: Configuration
    package let definitions: [String: NetworkDefinition]
    /// In the order of the files, without those that are retired.
    package let accounts: [PolledAccount]

    /// Reads and checks everything; throws every problem at once.
    package static func load(
        path: String, environment: [String: String], zones: ZoneFiles
    ) throws(ConfigurationErrors) -> Installation {
        var configuration = try Configuration.load(
            path: path, environment: environment, zoneExists: zones.exists, presentName: zones.presentName(of:))
        let shipped = ShippedNetworks.directory(configured: configuration.paths.networks)
        let (definitions, found) = NetworkCatalogue.load(directories: [shipped, configuration.paths.ownNetworks])
        let used = Set(configuration.accounts.filter { !$0.isRetired }.map(\.network))
        // What nobody uses stops nobody; a folder that cannot be read may hold what is used.
        func isUnused(_ problem: TOMLProblem) -> Bool {
            guard problem.file.hasSuffix(".toml"), let file = problem.file.split(separator: "/").last else { return false }
            return !used.contains(String(file.dropLast(5)))
        }
        var problems = found.filter { !isUnused($0) }
        configuration.warnings = (configuration.warnings + found.filter(isUnused)).sorted()
        var accounts: [PolledAccount] = []
        for settings in configuration.accounts where !settings.isRetired {
            guard let definition = definitions[settings.network] else {
                problems.append(unknownNetwork(settings, known: definitions, broken: found))
                continue
            }
            do throws(NetworkAccountProblems) {
                let network = try NetworkAccount(
                    name: settings.name, definition: definition, secrets: settings.secrets, vars: settings.vars,
                    allowsHTTP: settings.allowsHTTP)
                let minInterval = definition.minInterval ?? .zero
                accounts.append(
                    PolledAccount(
                        settings: settings, network: network,
                        interval: max(settings.interval ?? configuration.collector.interval, minInterval), minInterval: minInterval))
            } catch {
                problems += error.sentences.map {
                    TOMLProblem(position: settings.position, message: "account \"\(settings.name)\": \($0)")
                }
            }
        }
        guard problems.isEmpty else { throw ConfigurationErrors(problems) }
        return Installation(configuration: configuration, definitions: definitions, accounts: accounts)
    }

    private static func unknownNetwork(
        _ settings: AccountSettings, known: [String: NetworkDefinition], broken: [TOMLProblem]
    ) -> TOMLProblem {
        let place = settings.position(of: "network")
        if broken.contains(where: { $0.file.hasSuffix("/\(settings.network).toml") }) {
            return TOMLProblem(
                position: place,
                message: "account \"\(settings.name)\" uses the network \"\(settings.network)\", whose definition has problems")
        }
        let hint = NearestKey(known: known.keys.sorted()).hint(for: settings.network).map { "; \($0)" } ?? ""
        return TOMLProblem(
            position: place, message: "account \"\(settings.name)\" names an unknown network \"\(settings.network)\"\(hint)")
    }

    /// The rows of the history's accounts that ought to report, in the order of the files.
    package func ordered(_ accounts: [Account]) -> [Account] {
        let byName = Dictionary(accounts.map { ($0.name, $0) }) { first, _ in first }
        return self.accounts.compactMap { byName[$0.settings.name] }
    }

    /// The same, and after them those that were retired since and lived in the window.
    package func ordered(_ accounts: [Account], in window: Window) -> [Account] {
        let known = Set(self.accounts.map(\.settings.name))
        return ordered(accounts)
            + accounts.filter { account in !known.contains(account.name) && account.retiredAt.map { $0 > window.from } ?? false }
    }
}

/// The installation in force: a reload replaces it, everybody else reads it anew each time.
package final class CurrentInstallation: Sendable {
    private let installation: Mutex<Installation>

    package init(_ installation: Installation) {
        self.installation = Mutex(installation)
    }

    package var value: Installation { installation.withLock { $0 } }

    /// Puts another one in force.
    package func replace(with next: Installation) {
        installation.withLock { $0 = next }
    }
}
