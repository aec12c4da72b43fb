import BalanceMonitor
import Domain
import StrictTOML
import Testing
import Transport

@Suite("A configuration")
struct ConfigurationTests {
    @Test("that says nothing has all defaults")
    func defaults() throws {
        let folder = try ConfigurationFolder(["config.toml": ""])
        let loaded = try folder.load()
        #expect(loaded.telegram.token == nil && loaded.telegram.owners.isEmpty)
        #expect(loaded.telegram.api == "https://api.telegram.org" && !loaded.telegram.isAPIOnLoopback)
        #expect(loaded.telegram.routes == [.direct])
        #expect(loaded.report.timezone == "Europe/Moscow" && loaded.report.language == .ru)
        #expect(loaded.report.times.map(\.description) == ["10:15", "17:15"])
        #expect(loaded.collector.interval == .seconds(300) && loaded.collector.timeout == .seconds(20))
        #expect(loaded.collector.concurrency == 16 && loaded.collector.perHost == 2)
        #expect(loaded.history.database == "/var/lib/balance-monitor/balance.db" && loaded.history.keepReadings == .seconds(400 * 86_400))
        #expect(loaded.paths.session == "/var/lib/balance-monitor/session.db" && loaded.paths.backups == "/var/backups/balance-monitor")
        #expect(loaded.paths.networks == "/usr/share/balance-monitor/networks" && loaded.paths.ownNetworks == "\(folder.path)/networks.d")
        #expect(loaded.backup.keep == 7 && loaded.backup.minFree == 500_000_000)
        #expect(loaded.alert.below == nil && loaded.alert.runway == .seconds(3 * 86_400))
        #expect(loaded.services.metrics == nil && loaded.services.heartbeat == nil && loaded.services.sync == nil)
        #expect("\(loaded.services.logLevel)" == "info")
        #expect(loaded.accounts.isEmpty && loaded.warnings.isEmpty && loaded.secrets.isEmpty)
    }

    @Test("refuses a time-out longer than the interval by both keys, and shortens the one that is not written")
    func timeout() throws {
        func folder(_ collector: String) throws -> ConfigurationFolder {
            try ConfigurationFolder(["config.toml": "[collector]\n\(collector)\n"])
        }
        let problems = try folder("interval = \"10s\"\ntimeout = \"5m\"").problems()
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("config.toml:3") == true, "\(problems)")
        #expect(problems.first?.contains("\"timeout\"") == true && problems.first?.contains("\"interval\" (10 s)") == true)
        #expect(try folder("interval = \"1m\"\ntimeout = \"1m\"").problems().isEmpty)
        #expect(try folder("interval = \"10s\"").load().collector.timeout == .seconds(10))
        #expect(try folder("interval = \"1m\"").load().collector.timeout == .seconds(20))
    }

    @Test("gives back what is written")
    func everything() throws {
        let folder = try ConfigurationFolder([
            "config.toml": """
            [telegram]
            token = { file = "secrets/token" }
            owners = [5, 3]
            api = "http://127.0.0.1:8081/"
            routes = ["direct", "socks5h://user:pass-word@127.0.0.1:1080", "http://[::1]:3128"]
            [report]
            timezone = "Europe/Lisbon"
            times = ["17:15", "09:00"]
            language = "en"
            [collector]
            interval = "1m"
            timeout = "5s"
            concurrency = 4
            per_host = 1
            [history]
            database = "data/balance.db"
            keep_readings = "30d"
            [paths]
            networks = "definitions"
            [backup]
            keep = 3
            min_free = "2G"
            [alert]
            below = "12.50"
            runway = "off"
            [metrics]
            listen = "[::1]:9110"
            [heartbeat]
            url = "https://beat.example/abc"
            [sync]
            to = { env = "SYNC" }
            [log]
            level = "debug"
            [[account]]
            name = "one"
            title = "First"
            network = "propellerads"
            tags = ["a", "b", "a"]
            secrets.token = { credential = "one" }
            secrets.key = { file = "secrets/token" }
            vars.currency = "EUR"
            alert.runway = "36h"
            was = "zero"
            interval = "15m"
            allow_http = true
            retired = true
            """,
            "secrets/token": " 12:abc_D-9\n", "credentials/one": "key-of-one\r\n",
            "accounts.d/two.toml": "name = 'two'\nnetwork = 'exoclick'\nalert.below = 'off'\n",
        ])
        let loaded = try folder.load(environment: ["CREDENTIALS_DIRECTORY": "\(folder.path)/credentials", "SYNC": "postgresql://u:pw@h/db"])
        #expect(loaded.telegram.token?.reveal() == "12:abc_D-9" && loaded.telegram.owners == [5, 3])
        #expect(loaded.telegram.api == "http://127.0.0.1:8081" && loaded.telegram.isAPIOnLoopback)
        #expect(loaded.telegram.routes.map(\.name) == ["direct", "socks5h://127.0.0.1:1080", "http://[::1]:3128"])
        #expect(loaded.telegram.routes[1].route == .proxy(Secret("socks5h://user:pass-word@127.0.0.1:1080")))
        #expect(loaded.report.timezone == "Europe/Lisbon" && loaded.report.language == .en)
        #expect(loaded.report.times.map(\.description) == ["09:00", "17:15"])
        #expect(loaded.collector.interval == .seconds(60) && loaded.collector.timeout == .seconds(5))
        #expect(loaded.collector.concurrency == 4 && loaded.collector.perHost == 1)
        #expect(loaded.history.database == "\(folder.path)/data/balance.db" && loaded.history.keepReadings == .seconds(30 * 86_400))
        #expect(loaded.paths.session == "\(folder.path)/data/session.db" && loaded.paths.backups == "\(folder.path)/data/backups")
        #expect(loaded.paths.networks == "\(folder.path)/definitions")
        #expect(loaded.backup.keep == 3 && loaded.backup.minFree == 2_000_000_000)
        #expect(loaded.alert.below == Money(micros: 12_500_000) && loaded.alert.runway == nil)
        #expect(loaded.services.metrics?.description == "[::1]:9110" && "\(loaded.services.logLevel)" == "debug")
        #expect(loaded.services.heartbeat?.reveal() == "https://beat.example/abc")
        #expect(loaded.services.sync?.reveal() == "postgresql://u:pw@h/db")
        #expect(loaded.accounts.map(\.name) == ["one", "two"] && loaded.accounts.map(\.title) == ["First", "two"])
        let one = loaded.accounts[0]
        #expect(one.network == "propellerads" && one.tags == ["a", "b"] && one.vars == ["currency": "EUR"] && one.was == "zero")
        #expect(one.secrets.mapValues { $0.reveal() } == ["token": "key-of-one", "key": "12:abc_D-9"])
        #expect(one.alert.below == Money(micros: 12_500_000) && one.alert.runway == .seconds(36 * 3600))
        #expect(one.interval == .seconds(900) && one.allowsHTTP && one.isRetired)
        #expect(one.position.description == "\(folder.path)/config.toml:34")
        #expect(one.position(of: "network").line == 37 && one.position(of: "vars.currency").line == 41)
        #expect(one.position(of: "secrets.token").line == 39 && one.position(of: "vars.absent").line == 34)
        let two = loaded.accounts[1]
        #expect(two.alert.below == nil && two.interval == nil && !two.allowsHTTP && !two.isRetired && two.was == nil)
        #expect(two.position.file == "\(folder.path)/accounts.d/two.toml")
        #expect(
            Set(loaded.secrets.map { $0.reveal() }) == [
                "12:abc_D-9", "key-of-one", "pass-word", "socks5h://user:pass-word@127.0.0.1:1080", "https://beat.example/abc",
                "postgresql://u:pw@h/db", "pw",
            ])
        // Read, and without effect yet; alert stands in three places.
        #expect(loaded.warnings.allSatisfy { $0.message.contains("has no effect in this version") })
        let idle = Set(loaded.warnings.compactMap { $0.message.split(separator: "]").first?.dropFirst() }.map(String.init))
        #expect(idle == ["alert", "metrics", "heartbeat"])
    }

    @Test("is overridden by conf.d key by key, in the order of names, whatever else lies there")
    func overrides() throws {
        let folder = try ConfigurationFolder([
            "config.toml": "[collector]\ninterval = '5m'\ntimeout = '9s'\n[telegram]\ntoken = { file = 'absent' }\nowners = [1]\n",
            "conf.d/10-a.toml": "[collector]\ninterval = '1m'\nconcurrency = 8\n[telegram]\nowners = [2]\n",
            "conf.d/20-b.toml": "[collector]\ninterval = '2m'\n[telegram]\ntoken = { env = 'T' }\n[[account]]\nname = 'x'\nnetwork = 'n'\n",
            "conf.d/9.toml.dpkg-dist": "nonsense", "conf.d/.99.toml": "nonsense", "conf.d/README": "nonsense",
        ])
        let loaded = try folder.load(environment: ["T": "1:a"])
        #expect(loaded.collector.interval == .seconds(120) && loaded.collector.timeout == .seconds(9) && loaded.collector.concurrency == 8)
        #expect(loaded.telegram.owners == [2] && loaded.telegram.token?.reveal() == "1:a")
        #expect(loaded.accounts.map(\.name) == ["x"])
        try folder.write("[collector]\ninterval = 2\n[history]\nx = 1", to: "conf.d/30.toml")
        #expect(
            folder.problems(environment: ["T": "1:a"]) == [
                #"conf.d/30.toml:2: "interval" must be text in [collector], not a whole number: write it in quotes, like "5m""#,
                #"conf.d/30.toml:4: unknown key "x" in [history]; known here: database, keep_readings"#,
            ])
    }

    @Test("accepts plain http for the Bot API on this machine, and elsewhere only when told so")
    func loopback() throws {
        for host in ["127.0.0.1", "127.1.2.3:81", "localhost:8081", "[::1]:8081", "LOCALHOST"] {
            let loaded = try ConfigurationFolder(["config.toml": "telegram.api = 'http://\(host)'"]).load()
            #expect(loaded.telegram.isAPIOnLoopback)
        }
        for host in ["127.0.0.1.example.com", "bot.lan", "127.0.0.256", "[::2]", "localhost.example.com"] {
            let folder = try ConfigurationFolder(["config.toml": "telegram.api = 'http://\(host)'"])
            #expect(folder.problems().count == 1)
            try folder.write("telegram.api = 'http://\(host)'\ntelegram.allow_http = true", to: "config.toml")
            #expect(try folder.load().telegram.isAPIOnLoopback == false)
        }
    }

    @Test("named without a directory lies in the working directory")
    func relative() throws {
        let error = #expect(throws: ConfigurationErrors.self) {
            try Configuration.load(path: "no-such-config.toml", environment: [:]) { _ in true }
        }
        #expect(error?.description == "no-such-config.toml: cannot be read: No such file or directory")
    }
}
