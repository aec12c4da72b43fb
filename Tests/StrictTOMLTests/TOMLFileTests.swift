import StrictTOML
import Testing

@Suite("A TOML file")
struct TOMLFileTests {
    @Test(
        "that is not TOML is one problem with its line",
        arguments: [
            ("a = 1\nb = \n", "f:2: not valid TOML: a value is missing"),
            ("a = 1\nb = # c", "f:2: not valid TOML: a value is missing"),
            ("a = 1\na = 2\n", "f:2: not valid TOML: a key or table of this name was given already"),
            ("[a]\n[a]\n", "f:2: not valid TOML: a key or table of this name was given already"),
            ("a = 1\n[a.b]\n", "f:2: not valid TOML: a key or table of this name was given already"),
            ("a. = 2", "f:1: not valid TOML: a key or a table's name is missing"),
            ("= 2", "f:1: not valid TOML: a key or a table's name is missing"),
            ("a = 1\n[}", "f:2: not valid TOML: a key or a table's name is missing"),
            ("[[=]]", "f:1: not valid TOML: a key or a table's name is missing"),
            ("[a\n]", "f:1: not valid TOML: a table's header is not closed by ]"),
            ("[[a]", "f:1: not valid TOML: a table's header is not closed by ]"),
            ("\na", "f:2: not valid TOML: a key must be followed by = and a value"),
            ("a = 'x\n'", "f:1: not valid TOML: a text is not closed by its quote on the same line"),
            ("a = \"\"\"x\n\n", "f:1: not valid TOML: a text of several lines is not closed by its three quotes"),
            ("a = x", "f:1: not valid TOML: a value must be text in quotes, a number, true or false"),
            ("a = 1.5.2", "f:1: not valid TOML: a value must be text in quotes, a number, true or false"),
            ("a = 012", "f:1: not valid TOML: a value must be text in quotes, a number, true or false"),
            ("a = 10:15", "f:1: not valid TOML: a date or time must be written as text in quotes, like \"10:15\""),
            ("a = 1979-05-27 07:32:00", "f:1: not valid TOML: a date or time must be written as text in quotes, like \"10:15\""),
            ("a = [1979-05-27T07:32:00.5+01:00]", "f:1: not valid TOML: a date or time must be written as text in quotes, like \"10:15\""),
            ("a = 'x' y", "f:1: not valid TOML: something stands behind the end of the line's value or header"),
            ("[a] b = 1", "f:1: not valid TOML: something stands behind the end of the line's value or header"),
            ("a = [1\n2]", "f:2: not valid TOML: the values of a list must be separated by commas and closed by ]"),
            ("a = [\n1,\n", "f:3: not valid TOML: a list is not closed by ]"),
            ("a = [\n}]", "f:2: not valid TOML: a value is missing"),
            ("a = [\u{A0}1]", "f:1: not valid TOML: a value must be text in quotes, a number, true or false"),
            ("a = { b = 1\n}", "f:1: not valid TOML: a table { … } must be closed by } on its line, its values separated by commas"),
            ("a = 9223372036854775808", "f:1: not valid TOML: '…' is not representable in 64 bits"),
            ("a = \"\\q\"", "f:1: not valid TOML: unknown escape sequence '…'"),
            ("\u{0}", "f:1: a NUL byte: this is not a text file"),
            ("a = 1\nb = '\u{0}'", "f:2: a NUL byte: this is not a text file"),
            (#"a = "x\u0000y""#, "f:1: not valid TOML: \\u0000 cannot be part of a text"),
            (#""x\U00000000y" = 1"#, "f:1: not valid TOML: \\u0000 cannot be part of a text"),
        ])
    func syntax(text: String, problem: String) {
        let error = #expect(throws: TOMLProblem.self) { try TOMLFile(text: text, name: "f") }
        #expect(error?.description == problem)
    }

    @Test(
        "nested beyond reason is refused before it can exhaust the stack",
        arguments: [("a = ", "[", ""), ("a = ", "{a=", ""), ("", "a.", "a = 1"), ("[", "a.", "a]"), ("[a]\n", "a.", "a = [")])
    func depth(opening: String, repeated: String, closing: String) {
        let text = opening + String(repeating: repeated, count: 100_000) + closing
        let error = #expect(throws: TOMLProblem.self) { try TOMLFile(text: text, name: "f") }
        #expect(error?.message == "nested more than 64 deep")
    }

    @Test(
        "takes every number that TOML knows",
        arguments: [
            "0", "-0", "+12", "1_000", "0xC0_fe", "0o640", "0b1_0", "1.5", "-0.0", "1e3", "1E-3", "6.02_2e+2_3", "inf", "-inf", "nan",
            "+nan",
        ])
    func numbers(literal: String) throws {
        let kind = try TOMLFile(text: "a = \(literal)", name: "f").reader().kind(of: "a")
        #expect(kind == .int || kind == .float)
    }

    @Test(
        "takes nothing else for a number",
        arguments: [
            "1_", "_1", "1__0", "1.", ".5", "1.e3", "1e", "01", "+0x1", "0x", "0o8", "0b2", "0x_1", "00", "1_.5", "+", "-", "infinity",
        ])
    func noNumbers(literal: String) {
        #expect(throws: TOMLProblem.self) { try TOMLFile(text: "a = \(literal)", name: "f") }
    }

    @Test(
        "whose syntax is broken at a secret never repeats it",
        arguments: [
            "token = CANARY", "token = 1234567890CANARY", "token = 'CANARY", "token = \"CANARY\ntoken = 1", "CANARY", "CANARY = ",
            "token = 123:CANARY", "token = trueCANARY", "token = 73827382738273827382738273", "[CANARY", "token = \"\\CANARY\"",
            "token = 'it''CANARY'", "CANARY = 1\nCANARY = 2", "'CA''NARY' = 1", "token = 0xCANARY", "token = nCANARY", "token = 1_CANARY",
            "CANARY = 1\nCANARY.x = 2", "token = 0x73827382738273827382738273", "token = 0b738273827382738", "[[CANARY]]\n[CANARY.a",
        ])
    func quietAboutSecrets(text: String) {
        let error = #expect(throws: TOMLProblem.self) { try TOMLFile(text: text, name: "f") }
        for piece in ["CANA", "NARY", "73827"] {
            #expect(error?.description.contains(piece) == false, "\(error?.description ?? "")")
        }
    }

    /// Each key and the line on which it must be found.
    @Test("knows the line of every key, however it was written")
    func lines() throws {
        let text = """
            # comment = "[x]"
            one = 1 # trailing = 1

            "quoted key" = \"\"\"
            two = 2
            [not.a.table]
            \"\"\"\"\"
            three.four = [ 1, # ]
              [ '2', "]" ],
            ]
            'lit"eral' = '''
            x = '''
            [table."dotted . key"]
            five = { six = 1, seven.eight = "}" }
              [ table . other ]
            nine = "a\\\\" # "
            [[rows]]
            ten = 1
            [rows.sub]
            eleven = 1
            [[rows]]
            ten = 2
            """.replacing("\n", with: "\r\n")
        let root = try TOMLFile(text: text, name: "f").reader()
        func line(_ path: String...) -> Int? {
            var table = root
            for key in path.dropLast() { table = table.table(key) ?? table.tables(key).last ?? table }
            return path.last.flatMap { table.position(of: $0).line }
        }
        #expect(line("one") == 2)
        #expect(line("quoted key") == 4)
        #expect(line("three", "four") == 8)
        #expect(line("lit\"eral") == 11)
        #expect(line("table", "dotted . key") == 13)
        #expect(line("table", "dotted . key", "five", "six") == 14)
        #expect(line("table", "dotted . key", "five", "seven", "eight") == 14)
        #expect(line("table", "other") == 15)
        #expect(line("table", "other", "nine") == 16)
        let rows = root.tables("rows")
        #expect(rows.map(\.position.line) == [17, 21])
        #expect(rows.first?.position(of: "ten").line == 18)
        #expect(rows.first?.table("sub")?.position(of: "eleven").line == 20)
        #expect(rows.last?.position(of: "ten").description == "f:22")
        #expect(root.keys == ["one", "quoted key", "three", "lit\"eral", "table", "rows"])
    }

    @Test("under a later one keeps what that does not name, and every value its own file")
    func overlay() throws {
        let early = try TOMLFile(
            text: "list = [1, 2]\n[a]\nx = 1\ny = 1\nsecret = { file = 'f' }\n[[row]]\nn = 1\n", name: "early")
        let late = try TOMLFile(text: "list = [3]\n[a]\ny = 2\nz = 2\nsecret = { env = 'E' }\n[[row]]\nn = 2\n[b]\n", name: "late")
        let root = early.overlaid(with: late).reader()
        let a = try #require(root.table("a"))
        #expect(a.keys.map { "\($0) \(a.position(of: $0))" } == ["x early:3", "y late:3", "secret late:5", "z late:4"])
        #expect(a.table("secret")?.keys == ["env"])
        #expect(root.ints("list") == [3])
        #expect(root.tables("row").map { "\($0.int("n") ?? 0) \($0.position)" } == ["1 early:6", "2 late:6"])
        #expect(root.keys == ["list", "a", "row", "b"])
    }

    @Test("made of anything at all is read or refused, and the reading ends")
    func fuzz() {
        let pieces = [
            "a", "=", "\"", "'", "\"\"\"", "'''", "[", "]", "[[", "]]", "{", "}", ",", ".", "\n", "\r\n", " ", "#", "\\", "\\u00",
            "\\U0000",
            "1", "-", "_", "é", "🙂", "1.5", "true", "nan", "\u{FEFF}", "1979-05-27", " 0", "07:32:00", "a = ", "a = 1\n", "[a.b]\n",
            "x = [1,\n", "\u{7}",
        ]
        var generator = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...14, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            guard let file = try? TOMLFile(text: text, name: "f") else { continue }
            let root = file.reader()
            for key in root.keys {
                _ = root.any(key)
                #expect(root.position(of: key).line != nil, "\(text.debugDescription)")
            }
            root.finish()
            _ = file.overlaid(with: file)
        }
    }
}

extension TOMLFileTests {
    @Test("with slips of the keyboard anywhere is read or refused, and the reading ends")
    func slips() {
        let text = Array(
            #"""
            [telegram] # comment
            token = { file = "secrets/token" }
            owners = [1, 2_000, 0x1F]
            [report]
            times = ["10:15",
              '17:15', # last
            ]
            body.text = """a "quoted" \u00e9 \
              line"""
            when = "1979-05-27 07:32:00.5Z"
            [[account]]
            "na.me" = '''x'''
            alert.below = -1.5e3
            json = { a = [{ b = inf }], c = true }
            """#.utf8)
        let slips = "\"'[]{},.=#\\\n\r\t 0x_-+:aTe\u{7F}\u{1}\u{A0}🙂".unicodeScalars.map { Array(String($0).utf8) }
        var generator = Xorshift(state: 0xD1B5_4A32_D192_ED03)
        for _ in 0..<5000 {
            var bytes = text
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let start = Int.random(in: 0..<bytes.count, using: &generator)
                let end = min(bytes.count, start + Int.random(in: 0...3, using: &generator))
                bytes.replaceSubrange(start..<end, with: slips.randomElement(using: &generator) ?? [])
            }
            guard let file = try? TOMLFile(text: String(decoding: bytes, as: UTF8.self), name: "f") else { continue }
            let root = file.reader()
            for key in root.keys { _ = root.any(key) }
            root.finish()
        }
    }
}

/// The same numbers at every run.
private struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
