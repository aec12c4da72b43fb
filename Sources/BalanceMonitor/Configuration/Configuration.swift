package import Domain
package import StrictTOML

/// All settings of the host, read, checked and complete: what is not written has its default.
package struct Configuration: Sendable {
    package var telegram: TelegramSettings
    package var report: ReportSettings
    package var collector: CollectorSettings
    package var history: HistorySettings
    package var paths: PathSettings
    package var backup: BackupSettings
    package var alert: AlertSettings
    package var services: ServiceSettings
    /// In the order of the files; names are unique.
    package var accounts: [AccountSettings]

    /// What is accepted but should be changed, by file and line.
    package var warnings: [TOMLProblem]
    /// Every secret that was loaded, for redaction; passwords within URLs also by themselves.
    package var secrets: [Secret]
}

extension Configuration {
    /// Reads `path`, then `conf.d` and `accounts.d` beside it.
    ///
    /// `environment` is where `{ env = … }` and `{ credential = … }` look; `zoneExists` says whether the host knows a time zone; `presentName`, under which name it has one that it lacks
    /// under the old name. Throws every
    /// problem of meaning at once; where a file cannot be read or is not TOML, those problems alone.
    package static func load(
        path: String, environment: [String: String], zoneExists: (String) -> Bool, presentName: (String) -> String? = { _ in nil }
    ) throws(ConfigurationErrors) -> Configuration {
        let files = try ConfigurationFiles(path: path)
        let problems = TOMLProblems()
        var secrets = SecretReader(directory: files.directory, environment: environment, filesReadableByAll: files.readableByAll)
        let root = files.main.reader(problems)
        let accounts = files.accounts.map { $0.reader(problems) }
        var configuration = Configuration(
            root, accounts, directory: files.directory, secrets: &secrets, zoneExists: zoneExists, presentName: presentName)
        root.finish()
        for account in accounts { account.finish() }
        guard problems.isEmpty else { throw ConfigurationErrors(problems.all) }
        configuration.warnings = (problems.warnings + files.warnings + withoutEffect(root, accounts)).sorted()
        configuration.secrets = secrets.secrets
        return configuration
    }

    /// What may be written already and does nothing in this version: nobody shall rely on it.
    private static func withoutEffect(_ root: TOMLReader, _ files: [TOMLReader]) -> [TOMLProblem] {
        let waiting = [
            "alert": "alerts by level are not sent yet", "metrics": "metrics are not served yet",
            "heartbeat": "no URL is asked yet",
        ]
        var warnings: [TOMLProblem] = []
        for table in [root] + root.tables("account") + files {
            for (section, why) in waiting where !table.section(section).keys.isEmpty {
                warnings.append(
                    TOMLProblem(position: table.position(of: section), message: "[\(section)] has no effect in this version: \(why)"))
            }
        }
        return warnings
    }

    /// Every key that a configuration may have, such as `collector.interval` and `account.name`; sorted.
    package static var knownKeys: [String] {
        guard let file = try? TOMLFile(text: "[[account]]\n", name: "") else { return [] }
        let root = file.reader()
        var secrets = SecretReader(directory: "", environment: [:], filesReadableByAll: [])
        _ = Configuration(root, [], directory: "", secrets: &secrets, zoneExists: { _ in true }, presentName: { _ in nil })
        return root.askedPaths
    }

    private init(
        _ root: TOMLReader, _ files: [TOMLReader], directory: String, secrets: inout SecretReader, zoneExists: (String) -> Bool,
        presentName: (String) -> String?
    ) {
        telegram = TelegramSettings(root.section("telegram"), secrets: &secrets)
        report = ReportSettings(root.section("report"), zoneExists: zoneExists, presentName: presentName)
        collector = CollectorSettings(root.section("collector"))
        history = HistorySettings(root.section("history"), directory: directory)
        paths = PathSettings(root.section("paths"), directory: directory, database: history.database)
        backup = BackupSettings(root.section("backup"))
        alert = AlertSettings(root.section("alert"), over: .standard)
        services = ServiceSettings(root, secrets: &secrets)
        accounts = AccountList.read(root.tables("account") + files, defaults: alert, secrets: &secrets)
        warnings = []
        self.secrets = []
    }
}
