import StrictTOML
import Testing

/// What the problems of one file's text are after `read` has asked for what it knows.
private func problems(in text: String, name: String = "f.toml", _ read: (TOMLReader) -> Void) throws -> [String] {
    let root = try TOMLFile(text: text, name: name).reader()
    read(root)
    root.finish()
    return root.problems.all.map(\.description)
}

@Suite("A TOML reader")
struct TOMLReaderTests {
    @Test("gives values of each kind and nothing for keys that are absent")
    func values() throws {
        let root = try TOMLFile(
            text: """
                text = "a"
                number = -3
                flag = true
                texts = ["a", 'b']
                numbers = [1, 2]
                empty = []
                [table]
                key = "deep"
                [[row]]
                n = 1
                [[row]]
                n = 2
                """, name: "f.toml"
        ).reader()
        #expect(root.string("text") == "a")
        #expect(root.requiredString("text") == "a")
        #expect(root.int("number") == -3)
        #expect(root.bool("flag") == true)
        #expect(root.strings("texts") == ["a", "b"])
        #expect(root.ints("numbers") == [1, 2])
        #expect(root.strings("empty") == [])
        #expect(root.table("table")?.string("key") == "deep")
        #expect(root.tables("row").map { $0.int("n") } == [1, 2])
        #expect(root.string("absent") == nil && root.int("absent") == nil && root.bool("absent") == nil)
        #expect(root.strings("absent") == nil && root.table("absent") == nil && root.tables("absent").isEmpty && root.any("absent") == nil)
        root.finish()
        #expect(root.problems.isEmpty)
    }

    @Test(
        "says what was expected, what was found, and how to mend it",
        arguments: [
            ("below = 100", #"f.toml:1: "below" must be text, not a whole number: write it in quotes, like "100""#),
            ("below = 1.5", #"f.toml:1: "below" must be text, not a number with a point: write it in quotes, like "100""#),
            ("below = []", #"f.toml:1: "below" must be text, not a list"#),
            ("below = { a = 1 }", #"f.toml:1: "below" must be text, not a table"#),
            ("\ncount = '5'", #"f.toml:2: "count" must be a whole number, not text: write it without quotes"#),
            ("count = 'five'", #"f.toml:1: "count" must be a whole number, not text"#),
            ("flag = 'true'", #"f.toml:1: "flag" must be true or false, not text: write it without quotes"#),
            ("flag = 1", #"f.toml:1: "flag" must be true or false, not a whole number"#),
            ("tags = 'a'", #"f.toml:1: "tags" must be a list of texts, not text: write it in brackets, [ … ]"#),
            ("tags = 3", #"f.toml:1: "tags" must be a list of texts, not a whole number"#),
            ("tags = [\n'a',\n3]", #"f.toml:3: "tags" must contain only texts, not a whole number: write it in quotes"#),
            ("ids = 3", #"f.toml:1: "ids" must be a list of whole numbers, not a whole number: write it in brackets, [ … ]"#),
            ("ids = [\n'3']", #"f.toml:2: "ids" must contain only whole numbers, not text"#),
            ("section = 3", #"f.toml:1: "section" must be a table, not a whole number"#),
            ("[row]\nn = 1", #"f.toml:1: "row" must be a list of tables, not a table; write [[row]]"#),
            ("row = [{ n = 1 },\n2]", #"f.toml:2: "row" must contain only tables, not a whole number"#),
            ("row = 2", #"f.toml:1: "row" must be a list of tables, not a whole number"#),
        ])
    func wrongKinds(text: String, problem: String) throws {
        let found = try problems(in: text) { root in
            _ = (root.string("below", example: "100"), root.int("count"), root.bool("flag"), root.strings("tags"), root.ints("ids"))
            _ = (root.table("section"), root.tables("row").map { $0.int("n") }, root.any("body"))
        }
        #expect(found == [problem])
    }

    @Test(
        "misses what is required",
        arguments: [
            ("", #"f.toml:1: "name" is missing; write name = "main""#),
            ("name = ''", #"f.toml:1: "name" must not be empty"#),
        ])
    func required(text: String, problem: String) throws {
        #expect(try problems(in: text) { _ = $0.requiredString("name", example: "main") } == [problem])
    }

    @Test("names the table in which something is missing or wrong")
    func places() throws {
        let found = try problems(in: "[[account]]\nalert.below = 1\n\n[[account]]\n[account.vars]\nx = 1\n") { root in
            for account in root.tables("account") {
                _ = account.requiredString("name")
                _ = account.table("alert")?.string("below", example: "100")
                _ = account.table("vars")?.string("x")
            }
        }
        #expect(
            found == [
                #"f.toml:1: "name" is missing in [[account]]"#,
                #"f.toml:2: "below" must be text in [account.alert], not a whole number: write it in quotes, like "100""#,
                #"f.toml:4: "name" is missing in [[account]]"#,
                #"f.toml:6: "x" must be text in [account.vars], not a whole number: write it in quotes"#,
            ])
    }

    @Test(
        "finds keys that nobody asked for and names the nearest",
        arguments: [
            ("[collector]\nintervall = 1", #"f.toml:2: unknown key "intervall" in [collector]; did you mean "interval"?"#),
            ("[collector]\nTimeout = 1", #"f.toml:2: unknown key "Timeout" in [collector]; did you mean "timeout"?"#),
            ("[collector]\ntiemout = 1", #"f.toml:2: unknown key "tiemout" in [collector]; did you mean "timeout"?"#),
            ("[collector]\nx = 1", #"f.toml:2: unknown key "x" in [collector]; known here: interval, timeout"#),
            ("[colector]\nx = 1", #"f.toml:1: unknown key "colector"; did you mean "collector"?"#),
            ("[bare]\nx = 1", #"f.toml:2: unknown key "x" in [bare]"#),
        ])
    func unknownKeys(text: String, problem: String) throws {
        let found = try problems(in: text) { root in
            let collector = root.table("collector")
            _ = (collector?.any("interval"), collector?.any("timeout"), root.table("bare"))
        }
        #expect(found == [problem])
    }

    @Test("counts a key as known when it was only announced, and a value taken whole as read")
    func known() throws {
        let found = try problems(in: "a = 1\nb = { c = { d = 1 } }\ne = 1") { root in
            root.know("a", "e")
            _ = root.any("b")
        }
        #expect(found.isEmpty)
    }

    @Test("gives the same reader for the same table, so that it is finished once and with all that was asked")
    func sameReader() throws {
        let found = try problems(in: "[a]\nx = 1\ny = 1\n[[b]]\nx = 1\ny = 1") { root in
            _ = (root.table("a")?.int("x"), root.table("a")?.int("y"), root.tables("b").first?.int("x"), root.tables("b").first?.int("y"))
        }
        #expect(found.isEmpty)
    }

    @Test("reads a section that is absent as an empty one, and remembers what was asked of it")
    func section() throws {
        let root = try TOMLFile(text: "c = 1\n[a]\nx = 1", name: "f").reader()
        #expect(root.section("a").int("x") == 1)
        #expect(root.section("b").int("y") == nil)
        #expect(root.section("c").int("z") == nil)
        root.know("d")
        #expect(root.askedPaths == ["a.x", "b.y", "c.z", "d"])
        root.finish()
        #expect(root.problems.all.map(\.description) == [#"f:1: "c" must be a table, not a whole number"#])
    }

    @Test("tells problems of its user at a key, an element, or the table")
    func ownProblems() throws {
        let found = try problems(in: "[a]\nx = [\n1,\n2]\n") { root in
            let table = root.table("a")
            _ = table?.ints("x")
            table?.problem("table")
            table?.problem("key", at: "x")
            table?.problem("absent", at: "z")
            table?.problem("element", at: "x", element: 1)
            table?.problem("beyond", at: "x", element: 9)
        }
        #expect(found == ["f.toml:1: absent", "f.toml:1: table", "f.toml:2: beyond", "f.toml:2: key", "f.toml:4: element"])
    }
}

@Suite("A value of any kind")
struct TOMLAnyTests {
    @Test("keeps the order of the file and floats as they were written")
    func order() throws {
        let root = try TOMLFile(
            text: "json = { z = 1.50, a = [true, 'x', +1_000.5e3, -0.0], m = { y = 1, b = 2 } }", name: "f"
        ).reader()
        #expect(
            root.any("json")
                == .table([
                    .init(key: "z", value: .float("1.50")),
                    .init(key: "a", value: .array([.bool(true), .string("x"), .float("1000.5e3"), .float("-0.0")])),
                    .init(key: "m", value: .table([.init(key: "y", value: .int(1)), .init(key: "b", value: .int(2))])),
                ]))
        #expect(root.kind(of: "json") == .table)
    }
}
