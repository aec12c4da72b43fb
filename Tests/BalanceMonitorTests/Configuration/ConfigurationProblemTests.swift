import BalanceMonitor
import StrictTOML
import Testing

@Suite("A broken configuration")
struct ConfigurationProblemTests {
    private static let server = #"write "service=NAME", "host=… dbname=… user=…" or a postgresql:// URL"#
    private static let misread = "what is given as the PostgreSQL server cannot be understood"

    static let account = "[[account]]\nname = 'a'\nnetwork = 'n'\n"

    @Test(
        "says what is wrong, where, and what to do",
        arguments: [
            ("[collector]\nintervall = '5m'", [#"config.toml:2: unknown key "intervall" in [collector]; did you mean "interval"?"#]),
            ("[colector]\ninterval = '5m'", [#"config.toml:1: unknown key "colector"; did you mean "collector"?"#]),
            ("collector = 5", [#"config.toml:1: "collector" must be a table, not a whole number"#]),
            (
                "collector.interval = '5 min'",
                [#"config.toml:1: "interval" in [collector] is not a duration: write a number and one of s, m, h, d, like "5m""#]
            ),
            ("collector.interval = '9s'", [#"config.toml:1: "interval" in [collector] must be from 10s to 1d"#]),
            ("collector.timeout = '0s'", [#"config.toml:1: "timeout" in [collector] must be from 1s to 5m"#]),
            ("collector.concurrency = 0", [#"config.toml:1: "concurrency" in [collector] must be from 1 to 256"#]),
            (
                "collector.per_host = '2'",
                [#"config.toml:1: "per_host" must be a whole number in [collector], not text: write it without quotes"#]
            ),
            (
                "telegram.owners = 5",
                [#"config.toml:1: "owners" must be a list of whole numbers in [telegram], not a whole number: write it in brackets, [ … ]"#]
            ),
            (
                "telegram.owners = [\n5,\n-100,\n0,\n5,\n1087968824]",
                [
                    #"config.toml:3: -100 in "owners" in [telegram] is no person: a person's Telegram id is above 0"#,
                    #"config.toml:4: 0 in "owners" in [telegram] is no person: a person's Telegram id is above 0"#,
                    #"config.toml:5: 5 stands twice in "owners" in [telegram]"#,
                    #"config.toml:6: 1087968824 in "owners" in [telegram] is an account of Telegram's own, not a person"#,
                ]
            ),
            (
                "telegram.api = 'http://bot.lan:8081'",
                [
                    #"config.toml:1: "api" in [telegram] would send the token over plain http; use https, or write allow_http = true if you trust the way there"#
                ]
            ),
            (
                "telegram.api = 'bot.lan'",
                [#"config.toml:1: "api" in [telegram] must be a URL like "https://api.telegram.org", without user, password and query"#]
            ),
            (
                "telegram.api = 'https://u:p@bot.lan'",
                [#"config.toml:1: "api" in [telegram] must be a URL like "https://api.telegram.org", without user, password and query"#]
            ),
            ("telegram.routes = []", [#"config.toml:1: "routes" in [telegram] must hold a way at least, such as "direct""#]),
            (
                "telegram.routes = ['direct',\n'socks5://127.0.0.1:1080',\n'ftp://x', 'http://x:0', 'http://x/path', '127.0.0.1:1080']",
                [
                    #"config.toml:2: a way in "routes" in [telegram] must be "direct", "http://host:port" or "socks5h://host:port"; write socks5h, so that the proxy looks names up"#,
                    #"config.toml:3: a way in "routes" in [telegram] must be "direct", "http://host:port" or "socks5h://host:port""#,
                ]
            ),
            ("telegram.routes = ['direct', 'direct']", [#"config.toml:1: direct stands twice in "routes" in [telegram]"#]),
            (
                "report.timezone = 'Moscow'",
                [
                    #"config.toml:1: the time zone "Moscow" is not known to this host in [report]; write one like "Europe/Moscow", and see that the package tzdata is installed (old names are in tzdata-legacy)"#
                ]
            ),
            (
                "report.times = [\n'10:15', '9:00',\n'24:00', '10:60', '10.15',\n'10:15']",
                [
                    #"config.toml:2: "9:00" in "times" in [report] is not a time of day, like "09:30""#,
                    #"config.toml:3: "10.15" in "times" in [report] is not a time of day, like "09:30""#,
                    #"config.toml:3: "10:60" in "times" in [report] is not a time of day, like "09:30""#,
                    #"config.toml:3: "24:00" in "times" in [report] is not a time of day, like "09:30""#,
                    #"config.toml:4: "10:15" stands twice in "times" in [report]"#,
                ]
            ),
            ("report.times = [10:15]", [#"config.toml:1: not valid TOML: a date or time must be written as text in quotes, like "10:15""#]),
            ("report.language = 'de'", [#"config.toml:1: "language" in [report] must be one of "ru", "en""#]),
            ("history.database = ''", [#"config.toml:1: "database" in [history] must not be empty"#]),
            (
                "history.keep_readings = 400",
                [#"config.toml:1: "keep_readings" must be text in [history], not a whole number: write it in quotes, like "400d""#]
            ),
            (
                "backup.min_free = '500'",
                [#"config.toml:1: "min_free" in [backup] is not a size: write a whole number and M or G, like "500M""#]
            ),
            (
                "backup.min_free = '0M'",
                [
                    #"config.toml:1: "min_free" in [backup] must be 1M or more: "#
                        + "backups may not take the last of the disk that the history is written to"
                ]
            ),
            ("alert.below = 100", [#"config.toml:1: "below" must be text in [alert], not a whole number: write it in quotes, like "100""#]),
            (
                "alert.below = 99.5",
                [#"config.toml:1: "below" must be text in [alert], not a number with a point: write it in quotes, like "100""#]
            ),
            (
                "alert.below = '100 USD'",
                [#"config.toml:1: "below" in [alert]: "100 USD" is not a decimal number; write the amount alone, like "100" or "99.50""#]
            ),
            (
                "alert.runway = '3'",
                [#"config.toml:1: "runway" in [alert] is not a duration: write a number and one of s, m, h, d, like "3d""#]
            ),
            (
                "metrics.listen = ':9110'",
                [#"config.toml:1: "listen" in [metrics] must be a host and a port, like "127.0.0.1:9110" or "[::1]:9110""#]
            ),
            ("heartbeat.url = 'beat'", [#"config.toml:1: "url" in [heartbeat] must be a URL that begins with https:// or http://"#]),
            ("sync.to = ''", [#"config.toml:1: "to" must not be empty in [sync]"#]),
            ("sync.to = ' '", [#"config.toml:1: "to" in [sync]: no PostgreSQL server is named: \#(server)"#]),
            ("sync.to = 'postgresql://'", [#"config.toml:1: "to" in [sync]: no PostgreSQL server is named: \#(server)"#]),
            ("sync.to = 'hots=db'", [#"config.toml:1: "to" in [sync]: \#(misread): \#(server)"#]),
            ("sync.to = 'fleet CANARY'", [#"config.toml:1: "to" in [sync]: \#(misread): \#(server)"#]),
            ("sync.to = 'postgresql://h:CANARY@x@y/db'", [#"config.toml:1: "to" in [sync]: \#(misread): \#(server)"#]),
            (
                "log.level = 'verbose'",
                [#"config.toml:1: "level" in [log] must be one of "trace", "debug", "info", "notice", "warning", "error", "critical""#]
            ),
            (
                "[[account]]\ntitle = 'x'",
                [#"config.toml:1: "name" is missing in [[account]]"#, #"config.toml:1: "network" is missing in [[account]]"#]
            ),
            ("[account]\nname = 'a'", [#"config.toml:1: "account" must be a list of tables, not a table; write [[account]]"#]),
            (
                "[[account]]\nname = 'Main_1'\nnetwork = 'a/b'\nwas = ''",
                [
                    #"config.toml:2: "name" in [[account]] may hold only a-z, 0-9 and -, 64 of them at most"#,
                    #"config.toml:3: "network" in [[account]] may hold only a-z, 0-9 and -, 64 of them at most"#,
                    #"config.toml:4: "was" in [[account]] may hold only a-z, 0-9 and -, 64 of them at most"#,
                ]
            ),
            (
                account + "title = ' '\ntags = ['a b', '']\nwas = 'a'\nsecret.token = 'x'\nvars.n = 5\nalert.bellow = '5'\n",
                [
                    #"config.toml:4: "title" must not be empty in [[account]]"#,
                    #"config.toml:5: a tag in [[account]] must be one word of 64 characters at most"#,
                    #"config.toml:6: "was" in [[account]] names the account itself; it is for the name it had before"#,
                    #"config.toml:7: unknown key "secret" in [[account]]; did you mean "secrets"?"#,
                    #"config.toml:8: "n" must be text in [account.vars], not a whole number: write it in quotes"#,
                    #"config.toml:9: unknown key "bellow" in [account.alert]; did you mean "below"?"#,
                ]
            ),
            (account + account, [#"config.toml:5: an account named "a" stands at config.toml:2 already"#]),
            (
                account + "was = 'b'\n[[account]]\nname = 'b'\nnetwork = 'n'\n[[account]]\nname = 'c'\nnetwork = 'n'\nwas = 'b'",
                [
                    #"config.toml:11: "was" names the account at config.toml:6, which still exists"#,
                    #"config.toml:11: the account at config.toml:4 says that it was "b" already"#,
                ]
            ),
        ])
    func messages(text: String, problems: [String]) throws {
        #expect(try ConfigurationFolder(["config.toml": text]).problems() == problems)
    }

    @Test("is told all at once, by file and line")
    func together() throws {
        let folder = try ConfigurationFolder([
            "config.toml": "[log]\nlevel = 1\n[report]\nlanguage = 'x'\ntimes = 5\n",
            "accounts.d/b.toml": "name = 'b'\n", "accounts.d/a.toml": "[[account]]\nname = 'a'\nnetwork = 'n'\n",
            "conf.d/c.toml": "[backup]\nkeep = -1\n",
        ])
        #expect(
            folder.problems() == [
                "accounts.d/a.toml:1: a file of accounts.d holds the keys of one account: remove the header [[account]]",
                #"accounts.d/b.toml:1: "network" is missing"#,
                #"conf.d/c.toml:2: "keep" in [backup] must be from 1 to 1000"#,
                #"config.toml:2: "level" must be text in [log], not a whole number: write it in quotes"#,
                #"config.toml:4: "language" in [report] must be one of "ru", "en""#,
                #"config.toml:5: "times" must be a list of texts in [report], not a whole number"#,
            ])
    }

    @Test("is told alone where its syntax is wrong, of every file")
    func syntax() throws {
        let folder = try ConfigurationFolder([
            "config.toml": "[log]\nlevel = 1\nx = \n", "conf.d/a.toml": "a = 1\na = 2", "accounts.d/b.toml": "unknown = 1",
        ])
        #expect(
            folder.problems() == [
                "conf.d/a.toml:2: not valid TOML: a key or table of this name was given already",
                "config.toml:3: not valid TOML: a value is missing",
            ])
    }

    @Test("is told where a file cannot be read")
    func unreadable() throws {
        let folder = try ConfigurationFolder()
        #expect(folder.problems() == ["config.toml: cannot be read: No such file or directory"])
        try folder.write("", to: "config.toml/x")
        #expect(folder.problems() == ["config.toml: cannot be read: it is not a regular file"])
        let other = try ConfigurationFolder(["config.toml": "", "conf.d": "", "accounts.d/x.toml/y": ""])
        #expect(
            other.problems() == [
                "accounts.d/x.toml: cannot be read: it is not a regular file", "conf.d: cannot be read: Not a directory",
            ])
    }
}
