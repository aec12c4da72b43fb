import Domain
import Testing

@Suite struct MoneyTests {
    @Test(
        "is read exactly from a program's decimal text",
        arguments: [
            ("0", 0), ("12.5", 12_500_000), ("-0.01", -10_000), ("1e3", 1_000_000_000), ("1.0e-8", 0), (".5", 500_000), ("5.", 5_000_000),
            ("+7", 7_000_000), ("0.0000005", 0), ("0.0000015", 2), ("0.0000025", 2), ("0.00000251", 3), ("-0.0000015", -2),
            ("9223372036854.775807", Int64.max), ("-9223372036854.775808", Int64.min), ("1E-400", 0), ("0e99999", 0),
            ("000000000000000000000000000001", 1_000_000),
        ])
    func parsing(text: String, micros: Int64) throws {
        #expect(try Money(decimal: text).micros == micros)
    }

    @Test(
        "refuses what only a person could read",
        arguments: ["", " ", "1 234,56", "1,5", "NaN", "nan", "inf", "true", "null", "0x10", "1e", "e3", "-", ".", "1.2.3", "١٢", "12 $"])
    func refusal(text: String) {
        #expect(throws: MoneyError.notANumber(text)) { try Money(decimal: text) }
    }

    @Test("refuses an amount that does not fit", arguments: ["9223372036854.775808", "-9223372036854.7758085001", "1e13", "1e99999"])
    func overflow(text: String) {
        #expect(throws: MoneyError.outOfRange) { try Money(decimal: text) }
    }

    @Test(
        "is divided by a power of ten without a float",
        arguments: [("4120", 2, 41_200_000), ("5000000000", 6, 5_000_000_000), ("1", -2, 100_000_000)])
    func scale(text: String, scale: Int, micros: Int64) throws {
        #expect(try Money(decimal: text, scale: scale).micros == micros)
    }

    @Test(
        "prints the shortest exact text",
        arguments: [(0, "0"), (-1, "-0.000001"), (12_500_000, "12.5"), (Int64.min, "-9223372036854.775808")])
    func text(micros: Int64, text: String) {
        #expect(Money(micros: micros).decimalText == text)
    }

    @Test("adds a million hundredths exactly")
    func million() throws {
        var sum = Money.zero
        for _ in 0..<1_000_000 { sum = try sum + Money(micros: 10_000) }
        #expect(sum == (try Money(decimal: "10000")))
    }

    @Test("never wraps around")
    func wrap() {
        #expect(throws: MoneyError.outOfRange) { try Money(micros: .max) + Money(micros: 1) }
        #expect(throws: MoneyError.outOfRange) { try -Money(micros: .min) }
    }
}

@Suite struct CurrencyTests {
    @Test("is normalised", arguments: [(" usd", "USD"), ("RUR", "RUB"), ("Points", "POINTS"), ("USDT\n", "USDT")])
    func normalised(text: String, code: String) {
        #expect(Currency(text)?.code == code)
    }

    @Test(
        "is one currency in each of its spellings",
        arguments: [
            ("руб", "RUB"), ("Руб.", "RUB"), ("₽", "RUB"), ("рублей", "RUB"), ("р.", "RUB"), ("$", "USD"), ("us$", "USD"), ("€", "EUR"),
            ("евро", "EUR"), ("£", "GBP"), ("грн.", "UAH"), ("₴", "UAH"), ("тенге", "KZT"), ("₸", "KZT"), ("\u{FEFF}usd", "USD"),
        ])
    func spelled(text: String, code: String) {
        #expect(Currency(text)?.code == code)
    }

    @Test(
        "keeps a token's chain as the service writes it",
        arguments: ["USDT.TRC20", "USDT-ERC20", "USDT_POLYGON.POS", "1INCH", "usdt.trc20"])
    func chains(text: String) {
        #expect(Currency(text)?.code == text.uppercased())
    }

    @Test("of a history of before is taken as it stands there")
    func stored() {
        #expect(Currency(stored: "БАЛЛЫ")?.code == "БАЛЛЫ")
        #expect(Currency(stored: "") == nil)
        #expect(Currency(stored: "ABCDEFGHIJKLMNOPQ") == nil)
    }

    @Test(
        "refuses what is no code",
        arguments: ["", "  ", "ABCDEFGHIJKLMNOPQ", "U S", "¥", "<b>", "баллы", "ＵＳＤ", "...", "-", "US\u{301}D", "٣"])
    func refused(text: String) {
        #expect(Currency(text) == nil)
    }

    @Test("knows the decimals that people expect")
    func digits() {
        #expect(Currency("JPY")?.digits == 0)
        #expect(Currency("KWD")?.digits == 3)
        #expect(Currency("USD")?.digits == 2)
        #expect(Currency("POINTS")?.digits == 2)
    }
}

@Suite struct SecretTests {
    @Test("shows as dots wherever a value can be shown")
    func hidden() {
        let secret = Secret(" hunter2\r\n")
        var dumped = ""
        dump(["key": secret], to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, String(describing: Optional(secret))] {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.reveal() == "hunter2")
    }
}
