import BalanceMonitor
import Domain
import StrictTOML
import Testing

@Suite("A configuration's secret")
struct ConfigurationSecretTests {
    @Test("is accepted in the configuration itself, with a warning")
    func literal() throws {
        let folder = try ConfigurationFolder(["config.toml": "\n[telegram]\ntoken = '1:CANARY'\n"])
        let loaded = try folder.load()
        #expect(loaded.telegram.token?.reveal() == "1:CANARY" && loaded.secrets.map { $0.reveal() } == ["1:CANARY"])
        #expect(
            loaded.warnings.map(\.description) == [
                "\(folder.path)/config.toml:3: the secret \"token\" in [telegram] is written into the configuration; "
                    + "better put it into a file of its own and write token = { file = \"secrets/…\" }"
            ])
    }

    @Test(
        "is refused in a configuration that every user of the host can read",
        arguments: [
            ("[telegram]\ntoken = '1:CANARY'", #"the secret "token" in [telegram]"#),
            ("[telegram]\nroutes = ['http://user:CANARY@127.0.0.1:1']", #"the secret "routes" in [telegram]"#),
            ("[sync]\nto = 'postgresql://u:CANARY@h/db'", #"the secret "to" in [sync]"#),
            ("[sync]\nto = 'host=h password=CANARY'", #"the secret "to" in [sync]"#),
        ])
    func readableConfiguration(text: String, subject: String) throws {
        let folder = try ConfigurationFolder(["config.toml": text])
        try folder.allow(0o644, "config.toml")
        #expect(
            folder.problems() == [
                "config.toml:2: \(subject) stands in a file that every user of this host can read; run: chmod o-r config.toml"
            ])
        try folder.allow(0o640, "config.toml")
        #expect(folder.problems() == [])
    }

    @Test("may be pointed at by a configuration that everybody can read, and be in a file of conf.d that nobody else can")
    func readableReference() throws {
        let folder = try ConfigurationFolder([
            "config.toml": "[telegram]\ntoken = { file = 'token' }\nroutes = ['http://127.0.0.1:1']\n", "token": "1:a",
            "conf.d/private.toml": "[[account]]\nname = 'a'\nnetwork = 'n'\nsecrets.key = 'CANARY'\n",
        ])
        try folder.allow(0o644, "config.toml")
        #expect(folder.problems() == [])
    }

    @Test(
        "that cannot be had is told by its place",
        arguments: [
            ("{ file = 'absent' }", "the secret in absent cannot be read: No such file or directory"),
            ("{ file = '/absent/file' }", "the secret in /absent/file cannot be read: No such file or directory"),
            ("{ file = 'open' }", "every user of this host can read the secret in open; run: chmod o-r open"),
            ("{ file = 'empty' }", #"the secret "token" in [telegram] is empty"#),
            ("{ file = 'folder' }", "the secret in folder cannot be read: it is not a regular file"),
            ("{ file = 'large' }", "the secret in large cannot be read: it is larger than 64 KiB"),
            (
                "{ file = 'lines' }",
                #"the secret "token" in [telegram] (lines) holds a line end or a control character within its value; "#
                    + "leave the value alone there, in one line"
            ),
            (
                "{ env = 'LINES' }",
                #"the secret "token" in [telegram] (the environment variable LINES) holds a line end or a control character within its value; "#
                    + "leave the value alone there, in one line"
            ),
            ("{ file = '' }", "the file's path is empty in [telegram.token]"),
            ("{ env = 'UNSET' }", "the environment variable UNSET is not set in [telegram.token]"),
            ("{ env = 'EMPTY' }", "the environment variable EMPTY is not set in [telegram.token]"),
            ("{ credential = 'absent' }", "the secret in credentials/absent cannot be read: No such file or directory"),
            ("{ credential = '../open' }", #"a credential is named without a path, such as "telegram-token" in [telegram.token]"#),
            ("{ file = 'a', env = 'b' }", #""token" in [telegram] needs exactly one of file, credential and env"#),
            ("{ }", #""token" in [telegram] needs exactly one of file, credential and env"#),
            ("''", #"the secret "token" in [telegram] is empty"#),
            ("5", #""token" must be { file = "…" }, { credential = "…" } or { env = "…" } in [telegram], not a whole number"#),
            (
                "{ env = 'GOOD' }",
                #""token" in [telegram] is not a bot's token: @BotFather gives one that reads 123456789:LETTERS-AND-DIGITS"#
            ),
        ])
    func unavailable(reference: String, message: String) throws {
        let folder = try ConfigurationFolder([
            "config.toml": "[telegram]\n\ntoken = \(reference)", "open": "CANARY", "empty": " \n", "lines": "1:CANARY\r\n2:CANARY\n",
            "folder/x": "",
            "large": String(repeating: "CANARY", count: 20_000), "credentials/x": "",
        ])
        try folder.allow(0o644, "open")
        let environment = [
            "EMPTY": "", "LINES": "1:CANARY\n2", "CREDENTIALS_DIRECTORY": "\(folder.path)/credentials", "GOOD": "CANARY/../getMe",
        ]
        #expect(folder.problems(environment: environment) == ["config.toml:3: \(message)"])
    }

    @Test("may have several lines where it says how a server is reached, and line ends around it anywhere")
    func lines() throws {
        let folder = try ConfigurationFolder([
            "config.toml": "[telegram]\ntoken = { file = 'token' }\n[sync]\nto = { file = 'server' }", "token": "\r\n1:a\n\n",
            "server": "host=h\nuser=u\n",
        ])
        #expect(folder.problems() == [])
    }

    @Test(
        "has no invisible character: one around it is left out with a warning, one within it is refused, quotation marks are warned of",
        arguments: [
            ("\u{FEFF}1:CANARY\n", "1:CANARY", "has U+FEFF (a byte order mark) at its beginning"),
            ("\u{200B}1:CANARY", "1:CANARY", "has U+200B (a zero-width space) at its beginning"),
            ("1:CANARY\u{2060}\n", "1:CANARY", "has U+2060 (a word joiner) at its end"),
            ("\u{A0}1:CANARY \u{200D}", "1:CANARY", "has U+00A0 (a no-break space) at its beginning"),
            ("\"CANARY\"\n", "\"CANARY\"", "stands in quotation marks"), ("“CANARY”", "“CANARY”", "stands in quotation marks"),
            ("1:CAN\u{200B}ARY", nil, "holds U+200B (a zero-width space) within its value"),
            ("1:CAN\u{200D}ARY", nil, "holds U+200D (a zero-width joiner) within its value"),
            ("1:CAN ARY \"x\"", "1:CAN ARY \"x\"", nil),
        ] as [(String, String?, String?)])
    func invisible(text: String, value: String?, message: String?) throws {
        let folder = try ConfigurationFolder([
            "config.toml": "[[account]]\nname = 'a'\nnetwork = 'n'\nsecrets.key = { file = 'secrets/a' }\n", "secrets/a": text,
        ])
        let said: [String]
        if let value {
            let loaded = try folder.load()
            #expect(loaded.accounts[0].secrets["key"]?.reveal() == value)
            said = loaded.warnings.map(\.description)
        } else {
            said = folder.problems()
        }
        #expect(said.count == (message == nil ? 0 : 1))
        for line in said {
            #expect(
                line.contains("config.toml:4: the secret \"key\" in [account.secrets] (") && line.contains("secrets/a) \(message ?? "")"),
                "\(line)")
            #expect(!line.contains("CANARY"))
        }
    }

    @Test("in a file that Windows wrote is read, whatever the file begins with")
    func byteOrderMark() throws {
        let folder = try ConfigurationFolder(["config.toml": "\u{FEFF}[report]\r\nlanguage = 'en'\r\n"])
        #expect(try folder.load().report.language == .en)
    }

    @Test("of a proxy reaches it decoded; one that two readers would take for two different ones is refused with what to write")
    func proxy() throws {
        let folder = try ConfigurationFolder(["config.toml": "telegram.routes = ['http://user:pa%40ss@127.0.0.1:3128', 'http://u:a:b@h:1']"]
        )
        let secrets = try folder.load().secrets.map { $0.reveal() }
        #expect(secrets.contains("pa@ss") && secrets.contains("pa%40ss") && secrets.contains("a:b"))
        for password in ["pa@ss", "pa#ss", "pa/ss", "pa?ss", "100%", "pa%4", "%zz"] {
            try folder.write("telegram.routes = ['http://user:\(password)@127.0.0.1:3128']", to: "config.toml")
            let problems = folder.problems()
            #expect(problems.count == 1 && problems[0].contains("write @ as %40") && !problems[0].contains(password), "\(problems)")
        }
    }

    @Test("written into [sync] to is warned of like all others, and what holds none is not")
    func sync() throws {
        let folder = try ConfigurationFolder()
        for (target, isWarned) in [
            ("host=h password=CANARY", true), ("postgresql://u:CANARY@h/db", true), ("host=password.example", false),
        ] {
            try folder.write("[sync]\nto = '\(target)'\n", to: "config.toml")
            let warnings = try folder.load().warnings.map(\.description)
            #expect(
                warnings.map { $0.contains("the secret \"to\" in [sync] is written into the configuration") } == (isWarned ? [true] : []))
        }
    }

    @Test("needs systemd where it is a credential")
    func noCredentials() throws {
        let folder = try ConfigurationFolder(["config.toml": "telegram.token = { credential = 'telegram-token' }"])
        #expect(
            folder.problems() == [
                "config.toml:1: there are no credentials: CREDENTIALS_DIRECTORY is not set, "
                    + "which systemd does for a unit with LoadCredential=telegram-token:/path/of/the/secret"
            ])
    }

    @Test("names an unknown way to it")
    func unknownWay() throws {
        let folder = try ConfigurationFolder(["config.toml": "telegram.token = { fille = 'x' }"])
        #expect(
            folder.problems() == [
                #"config.toml:1: "token" in [telegram] needs exactly one of file, credential and env"#,
                #"config.toml:1: unknown key "fille" in [telegram.token]; did you mean "file"?"#,
            ])
    }

    @Test("is in no description, no dump, no warning and no error")
    func canary() throws {
        let text = """
            [telegram]
            token = "1:CANARY"
            routes = ["http://user:CANARY@127.0.0.1:1", "socks5h://CANARY:CANARY@h:2"]
            [heartbeat]
            url = "https://h/CANARY"
            [sync]
            to = "postgresql://u:CANARY@h/db"
            [[account]]
            name = "a"
            network = "n"
            secrets.key = "CANARY"
            secrets.other = { env = "OTHER" }
            """
        let folder = try ConfigurationFolder(["config.toml": text])
        let loaded = try folder.load(environment: ["OTHER": "CANARY"])
        var dumped = ""
        dump(loaded, to: &dumped)
        for shown in ["\(loaded)", String(reflecting: loaded), dumped, "\(loaded.warnings)", "\(loaded.secrets)"] {
            #expect(!shown.contains("CANARY"))
            #expect(!shown.isEmpty)
        }
        #expect(loaded.secrets.contains { $0.reveal() == "CANARY" })
        // Every line broken in every way that a slip of the keyboard makes.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var refused = 0
        for (index, line) in lines.enumerated() where line.contains("CANARY") {
            let value = line.drop { $0 != "=" }.dropFirst()
            let variants = [
                line.replacing("\"", with: ""), String(line.dropLast()), line + "x", line.replacing("CANARY", with: "CANARY\\"),
                line.replacing("= ", with: ""), "x" + line, line.replacing("= ", with: "= [") + "]", line.replacing("http", with: "ftp"),
                "owners = " + value, "interval =" + value, line + "\n" + line, line.replacing("\"", with: "\"\"\""),
            ]
            for variant in variants {
                var broken = lines
                broken[index] = variant
                try folder.write(broken.joined(separator: "\n"), to: "config.toml")
                let problems = folder.problems(environment: ["OTHER": "CANARY"])
                refused += problems.isEmpty ? 0 : 1
                #expect(!problems.joined().contains("CANARY"), "\(variant): \(problems)")
            }
        }
        #expect(refused > 50)
    }
}
