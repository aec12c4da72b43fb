import Foundation
import StrictTOML
import Testing

@testable import Networks

@Suite struct NetworkCatalogueTests {
    private static let good = """
        title = "A"
        currency = "USD"
        [request]
        url = "https://a.example/"
        [response]
        wallets = '{amount: .}'

        """

    @Test(
        "says what is wrong, and where",
        arguments: [
            ("polarty = \"owed\"", "did you mean \"polarity\""), ("polarity = \"debt\"", "must be one of prepaid, owed"),
            ("min_interval = \"soon\"", "30s, 5m, 2h or 3d"), ("min_interval = 60", "must be text"), ("logins = \"two\"", "like 2/1h"),
            ("currency = \"{secrets.a}\"", "{vars.NAME} only"), ("verified = \"yes\"", "true or false"),
            ("[[login]]\nurl = \"https://x/\"\nkeep = [\"a\"]", "no \"save\""),
            ("[[login]]\nmethod = \"POST\"", "\"url\" is missing in [[login]]"),
            ("[[login]]\nurl = \"https://x/\"\nexpires = 5", "must be text"), ("[vars]\na = { default = \"1\" }", "\"about\" is missing"),
            ("[[login]]\nurl = \"https://x/\"\nwallets = \".\"", "unknown key \"wallets\""),
        ])
    func topProblems(text: String, sentence: String) {
        // TOML wants tables after keys: keys go before, tables behind.
        let source =
            text.hasPrefix("[")
            ? Self.good + text : text + "\n" + Self.good.replacing(text.hasPrefix("currency") ? "currency = \"USD\"\n" : "", with: "")
        expect(sentence, in: source)
    }

    @Test(
        "refuses a request that makes no sense or is not supported yet",
        arguments: [
            ("url = \"ftp://a/\"", "must begin with https://"), ("url = \"{vars.v}/x\"", "must begin with https://"),
            ("url = \"https://{secrets.s}/\"", "only {vars.NAME} may stand in the host"),
            ("url = \"https://a/{vars.other}\"", "[vars] has no \"other\""),
            ("url = \"https://a/{secret.s}\"", "is unknown here"), ("url = \"https://a/{login.token}\"", "no [[login]] step"),
            ("url = \"https://a/\"\nmethod = \"DELETE\"", "GET or POST"),
            ("url = \"https://a/\"\nmethod = \"GET\"\nform = { a = 1 }", "a GET has no body"),
            ("url = \"https://a/\"\njson = { a = 1 }\nform = { a = 1 }", "exclude each other"),
            ("url = \"https://a/\"\nbasic = [\"a\"]", "a user and a password"),
            ("url = \"https://a/\"\nbasic = [\"a\", \"b\"]\nheaders = { authorization = \"c\" }", "exclude each other"),
            ("url = \"https://a/\"\nheaders = { \"a b\" = \"c\" }", "not the name of a header"),
            ("url = \"https://a/\"\nquery = { a = [1] }", "must be text"),
            ("url = \"https://a/\"\nquery = { a = \"{vars.v[]}\" }", "a whole member of a JSON body"),
            ("url = \"https://a/\"\njson = { a = \"x{vars.v[]}\" }", "a whole member of a JSON body"),
            ("url = \"https://a/\"\njson = { a = nan }", "cannot be written in JSON"),
            ("url = \"https://a/\"\nxml = \"<a/>\"", "\"xml\" is not supported yet"),
            ("url = \"https://a/\"\nsign = { param = \"s\" }", "\"sign\" is not supported yet"),
            ("url = \"https://a/\"\nnext = \".n\"", "\"next\" is not supported yet"),
            ("url = \"https://a/\"\neach = \"{login.ids}\"", "\"each\" is not supported yet"),
            ("url = \"https://a/\"\nbatch = 50", "\"batch\" is not supported yet"),
            ("url = \"https://a/\"\nbody = \"x\"", "unknown key \"body\""),
        ])
    func requestProblems(request: String, sentence: String) {
        expect(
            sentence,
            in: "title = \"A\"\n[secrets]\ns = \"s\"\n[vars]\nv = \"v\"\n[request]\n\(request)\n[response]\nwallets = '.'\n")
    }

    @Test(
        "refuses a response that makes no sense or is not supported yet",
        arguments: [
            ("", "\"wallets\" is missing"), ("wallets = '.'\nformat = \"xml\"", "not supported yet"),
            ("wallets = '.'\nformat = \"csv\"", "one of json, text"),
            ("wallets = '.'\nscale = -1", "0 to 18"),
            ("wallets = '.'\nclasses = { A = \"auth\" }", "one of credentials, payment, rate, temporary, permanent"),
            ("wallets = '.'\nclasses = { \"\" = \"rate\" }", "match every error"),
            ("wallets = '.'\nstatus = { 200 = \"rate\" }", "300 to 599"),
            ("wallets = '.'\nstatus = { teapot = \"rate\" }", "300 to 599"),
            ("wallets = '.'\nallow_emtpy = true", "did you mean \"allow_empty\""),
        ])
    func responseProblems(response: String, sentence: String) {
        expect(sentence, in: "title = \"A\"\n[request]\nurl = \"https://a/\"\n[response]\n\(response)\n")
    }

    private func expect(_ sentence: String, in source: String, _ location: SourceLocation = #_sourceLocation) {
        let (definition, problems) = NetworkCatalogue.read(source, name: "a", file: "a.toml")
        #expect(definition == nil, sourceLocation: location)
        #expect(problems.contains { $0.message.contains(sentence) }, "\(problems) in:\n\(source)", sourceLocation: location)
        #expect(problems.allSatisfy { $0.file == "a.toml" }, sourceLocation: location)
    }

    @Test("tells everything at once, by line") func allAtOnce() {
        let (_, problems) = NetworkCatalogue.read("titel = \"A\"\npolarity = 1\n[request]\n[response]\n", name: "a", file: "a.toml")
        #expect(problems.count >= 4)
        #expect(problems.contains { $0.line == 1 } && problems.contains { $0.line == 2 } && problems.contains { $0.line == 3 })
    }

    @Test("lets a later directory replace a network, and a broken file hide the one it was to replace") func directories() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("networks-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        let (shipped, own) = (root.appendingPathComponent("shipped"), root.appendingPathComponent("own"))
        for directory in [shipped, own] { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) }
        func write(_ text: String, _ directory: URL, _ name: String) throws {
            try text.write(to: directory.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        for name in ["a.toml", "b.toml", "c.toml", "README", ".hidden.toml"] { try write(Self.good, shipped, name) }
        try write(Self.good.replacing("\"A\"", with: "\"Ours\""), own, "b.toml")
        try write("title = ", own, "c.toml")
        try write(Self.good, own, "Bad Name.toml")
        let (definitions, problems) = NetworkCatalogue.load(directories: [shipped.path, root.path + "/none", own.path + "/"])
        #expect(definitions.mapValues(\.title) == ["a": "A", "b": "Ours"])
        #expect(problems.map(\.file).sorted() == [own.path + "/Bad Name.toml", own.path + "/c.toml"])
    }

    @Test("compiles every filter on demand and names the bad ones") func compiling() async throws {
        let definition = try NetworkDefinition.written(
            """
            title = "A"
            [[login]]
            url = "https://a/"
            save = '{token'
            expires = 'fo'
            error = '.error'
            [request]
            url = "https://a/"
            [response]
            error = '.x |'
            wallets = '.'
            """)
        let sentences = await definition.compileFilters()
        #expect(
            sentences.map { String($0.prefix { $0 != "(" }).split(separator: ":").prefix(2).joined(separator: ":") } == [
                "test: [response] error", "test: [[login]] 1 save", "test: [[login]] 1 expires",
            ])
    }
}
