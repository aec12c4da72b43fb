package import Domain

/// The files of the demo's configuration, as an administrator would have written them.
package struct DemoFiles: Sendable {
    /// A file by its path within the demo's directory.
    package struct File: Hashable, Sendable {
        package let path: String
        package let text: String
        /// Whether only its owner may read it.
        package let isSecret: Bool
    }

    /// The bot, with the id that stands in `token`.
    package static let bot = SimulatedUser(id: 700_100, name: "Balance Monitor", username: "BalanceDemoBot", isBot: true)
    /// The person in front of the terminal, who owns the bot.
    package static let person = SimulatedUser(id: 7001, name: "Маша", username: "masha")
    /// The bot's token.
    package static let token = Secret("700100:DEMO-TOKEN-of-no-use-anywhere")

    package let all: [File]

    /// The files for `accounts`, whose networks and whose Telegram answer at `origin` (`http://127.0.0.1:8080`).
    ///
    /// `definition` gives the text of a shipped network definition; what it throws is passed on.
    package init(accounts: [DemoAccount], origin: String, definition: (_ network: String) throws -> String) rethrows {
        var files = [
            File(path: "config.toml", text: Self.configuration(origin: origin), isSecret: false),
            File(path: "secrets/telegram-token", text: Self.token.reveal() + "\n", isSecret: true),
        ]
        for account in accounts {
            let name = account.simulated.name
            files.append(File(path: "accounts.d/\(name).toml", text: account.file, isSecret: false))
            files.append(File(path: "secrets/\(name)", text: account.simulated.secret.reveal() + "\n", isSecret: true))
        }
        for network in Set(accounts.map(\.simulated.network.rawValue)).sorted() {
            let text = LoopbackDefinition.text(of: try definition(network), origin: origin)
            files.append(File(path: "networks.d/\(network).toml", text: text, isSecret: false))
        }
        all = files
    }

    private static func configuration(origin: String) -> String {
        """
        # Written by `balance-monitor demo`, which replaces it at its next start.
        # A real configuration looks the same; only the address of Telegram is this machine's own.

        [telegram]
        token  = { file = "secrets/telegram-token" }
        owners = [\(person.id)]
        api    = "\(origin)"

        [report]
        timezone = "Europe/Moscow"
        times    = ["10:15", "17:15"]
        language = "ru"

        [collector]
        interval = "10s"

        [history]
        database = "balance.db"

        """
    }
}
