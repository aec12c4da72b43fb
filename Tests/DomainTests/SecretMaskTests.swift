import Domain
import TestSupport
import Testing

@Suite("A mask of secrets")
struct SecretMaskTests {
    @Test(
        "hides a secret that holds a percent sign and two hex digits, however it is encoded",
        arguments: [
            ("100%FFxx77yy", "GET http://h/?key=100%25FFxx77yy&a=1"), ("100%FFxx77yy", "key=100%2525FFxx77yy"),
            ("100%FFxx77yy", "100%FFxx77yy"), ("tok%3D%3D", "t=tok%253D%253D."), ("tok%3D%3D", "t=tok%25253d%25253d"),
            ("tok%3D%3D", "tok==x"),
            ("ez+tok/en=&x y%41#ü", "userToken=ez%2Btok%2Fen%3D%26x%20y%2541%23%C3%BC"), ("a%2541b", "a%252541b"), ("a%25b", "a%2525b"),
        ])
    func percent(secret: String, text: String) {
        #expect(isHidden(secret, in: text))
    }

    @Test(
        "hides a secret in hex, in base64 behind anything, in numeric references and broken by a line end",
        arguments: [
            "70304b33656e2f50", "70304B33656E2F50", "cDBLM2VuL1A=", "dXNlcjpwMEszZW4vUA==", "eHAwSzNlbi9QeQ", "eHhwMEszZW4vUHh4",
            "&#112;0K3en/P", "&#x70;&#x30;K&#X33;en&#x2f;P", "&amp;#112;0K3en&sol;P", "&#0112;0&#75;3en/P", "p0K3\r\nen/P", "p0K3\n  en/P",
            "p0K3\\nen\\/P", "p0K3%0D%0Aen%2FP", #"\u0070\u0030K3en\u002fP"#, #"\x700K3en/P"#, "%u00700K3en/P", "cDBLM2\nVuL1A=",
            "cDBLM2VuL1A%3D", "cDBLM2VuL1A",
        ])
    func dresses(text: String) {
        #expect(isHidden("p0K3en/P", in: "<\(text)>"))
    }

    @Test("hides what a combining mark follows or goes before, to the last letter") func combining() {
        #expect(SecretMask(["s3cr3t"]).redact("a\u{301}s3cr3t\u{301}b") == "a\u{301}••••\u{301}b")
        #expect(SecretMask(["s3cr3t"]).redact("s3cr3t\u{200D}\u{301}") == "••••\u{200D}\u{301}")
    }

    @Test("hides the beginning of a secret at the end of a text that was cut") func cut() {
        let mask = SecretMask(["0123456789abcdef"])
        #expect(mask.redact("x 01234567", isCut: true) == "x ••••")
        #expect(mask.redact("x 01234567") == "x 01234567")
        #expect(mask.redact("\"0123456\\...") == "\"••••\\...")
        #expect(mask.redact("0123456…") == "••••…")
    }

    @Test("takes no digits out of a longer number, where it is told to spare numbers") func numbers() {
        var mask = SecretMask()
        mask.addSparingNumbers(["12345", "word", "9876543210"])
        for text in ["1234567.891234 USD", "-0.12345 USD", "12345.5", "9912345", "1,12345"] { #expect(mask.redact(text) == text) }
        #expect(mask.redact("key=12345&x%2012345 word 19876543210") == "key=••••&x%20•••• •••• 1••••")
        #expect(SecretMask(["12345"]).redact("1234567") == "••••67")
    }

    @Test(
        "leaves texts alone that hold no secret", arguments: ["", "s3", "%", "%2", "\\", "&#;", "&#x;", "&amp", "%25%25%25", "…", "\\u12"])
    func others(text: String) {
        #expect(SecretMask(["s3c/r&t \"ü"]).redact(text) == text)
    }

    @Test("hides random secrets in random dresses", arguments: 0..<40 as Range<UInt64>)
    func property(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let secret = Self.secret(&random)
            let dress = Dress.allCases.randomElement(using: &random) ?? .plain
            let text = dress.put(on: secret, &random)
            let around = "k=" + text + ["&", "\"", " ", "", "<"].randomElement(using: &random)!
            #expect(isHidden(secret, in: around), "\(dress) \(secret) as \(around) became \(SecretMask([secret]).redact(around))")
        }
    }

    @Test("reads a text of nothing but escapes in time") func hostile() {
        let mask = SecretMask([String(repeating: "\\", count: 40) + "x"])
        let began = ContinuousClock.now
        _ = mask.redact(String(repeating: "\\", count: 2000))
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    /// Whether so little of `text` is left beside the dots that the secret is not among it.
    private func isHidden(_ secret: String, in text: String) -> Bool {
        let shown = SecretMask([secret]).redact(text)
        return shown.unicodeScalars.contains("•") && !Array(shown.utf8).contains(Array(secret.utf8))
            && shown.utf8.count < text.utf8.count + 12
            && shown.replacing("•", with: "").utf8.count <= 22
    }

    private static func secret(_ random: inout SeededGenerator) -> String {
        let pieces = [
            "a", "Z", "7", "0", "f", "%41", "%FF", "%25", "+", "/", "=", "\"", "'", "&", "\\", "ü", "я", "😀", "-", "_", " ", "<", "%",
        ]
        let count = Int.random(in: 8...30, using: &random)
        // White space at the ends belongs to no secret.
        return "q" + (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined() + "w"
    }

    private enum Dress: CaseIterable {
        case plain, once, twice, form, lower, slash, escaped, named, numeric, hex, upperHex, base64, url64

        func put(on secret: String, _ random: inout SeededGenerator) -> String {
            switch self {
            case .plain: return secret
            case .once: return Self.percent(secret)
            case .twice: return Self.percent(Self.percent(secret))
            case .form: return Self.percent(secret).replacing("%20", with: "+")
            case .lower: return Self.percent(secret, uppercase: false)
            case .slash: return secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("/", with: "\\/")
            case .escaped: return secret.utf16.map { "\\u" + Self.padded(UInt32($0), 4, uppercase: false) }.joined()
            case .named:
                return secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;").replacing(
                    "'", with: "&#39;")
            case .numeric:
                return secret.unicodeScalars.map { Bool.random(using: &random) ? "&#\($0.value);" : "&#x\(String($0.value, radix: 16));" }
                    .joined()
            case .hex: return secret.utf8.map { Self.padded(UInt32($0), 2, uppercase: false) }.joined()
            case .upperHex: return secret.utf8.map { Self.padded(UInt32($0), 2, uppercase: true) }.joined()
            case .base64, .url64:
                let before = Array("u:p".utf8.prefix(Int.random(in: 0...2, using: &random)))
                let after = Array("zz".utf8.prefix(Int.random(in: 0...2, using: &random)))
                let digits = String(
                    decoding: Base64.digits(of: before + Array(secret.utf8) + after, isPadded: self == .base64), as: UTF8.self)
                return self == .base64 ? digits : digits.replacing("+", with: "-").replacing("/", with: "_")
            }
        }

        private static func percent(_ text: String, uppercase: Bool = true) -> String {
            text.utf8.map { byte in
                let scalar = Unicode.Scalar(byte)
                let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                return isSafe ? String(scalar) : "%" + padded(UInt32(byte), 2, uppercase: uppercase)
            }.joined()
        }

        private static func padded(_ number: UInt32, _ count: Int, uppercase: Bool) -> String {
            let digits = String(number, radix: 16, uppercase: uppercase)
            return String(repeating: "0", count: count - digits.count) + digits
        }
    }
}

@Suite("A text with a bound")
struct BoundedTextTests {
    @Test(
        "is cut by bytes, never within a scalar, whatever its characters are",
        arguments: [
            ("abc", 3, "abc"), ("abcdef", 5, "ab…"), ("яяяя", 6, "я…"), ("яяяя", 8, "яяяя"),
            ("a\u{301}\u{301}\u{301}\u{301}", 6, "a\u{301}…"), ("😀😀", 6, "…"),
        ])
    func cut(text: String, limit: Int, shown: String) {
        #expect(Array(text.bounded(toBytes: limit).utf8) == Array(shown.utf8))
    }

    @Test("holds no megabyte of combining marks") func marks() {
        #expect(("k" + String(repeating: "\u{301}", count: 400_000)).bounded(toBytes: 100).utf8.count <= 100)
    }
}
