import Domain
import Testing

@testable import Networks

@Suite struct WalletRowsTests {
    private func outcome(_ body: String, _ response: String, top: String = "currency = \"USD\"") async throws -> Result<
        PollAnswer, PollFailure
    > {
        let account = try NetworkAccount.using(.reading(response, top: top))
        return await ScriptedNetwork(body).engine().outcome(account)
    }

    @Test("takes no amount that only means \"unlimited\"", arguments: ["9223372036854.775807", "-100000000000.01", "100000000000.000001"])
    func unlimited(amount: String) async throws {
        let outcome = try await outcome("\"\(amount)\"", "wallets = '{amount: .}'")
        #expect(outcome.wallets == nil)
        #expect(outcome.failure?.message.contains("larger than any balance") == true)
    }

    @Test("keeps names on one line and in one direction, whatever they hold")
    func unseen() async throws {
        let outcome = try await outcome(#"{"k":"a\u0000b\u202Ec\u0007"}"#, "wallets = '{key: .k, title: .k, amount: 1}'")
        #expect(outcome.wallets?.first?.key == "a b c ")
        #expect(outcome.wallets?.first?.title == "a b c ")
    }

    @Test(
        "reads amounts exactly",
        arguments: [
            (#""1e3""#, ".", "1000"), ("68.8", ".", "68.8"), (#"{"a":500,"b":431.2}"#, ".a - .b", "68.8"),
            (#""52655.11""#, ".", "52655.11"),
            (#""52655.11""#, "tonumber", "52655.11"), ("1.0e-8", ".", "0"), ("0", ".", "0"), ("-0.42", ".", "-0.42"), ("1E2", ".", "100"),
            ("0.1", ". + 0.2", "0.3"), ("9007199254740993", ".", "9007199254740993e-6"),
            ("92233720368.775807", ".", "92233720368.775807"),
            (#""92233720368.775807""#, ".", "92233720368.775807"), ("12.3456785000000000001", ".", "12.345679"),
            ("12.3456785", ".", "12.345678"),
            ("1000000.000001", ".", "1000000.000001"), (#""1e-400""#, ".", "0"),
        ])
    func amounts(body: String, filter: String, decimal: String) async throws {
        let scale = decimal.hasSuffix("e-6") ? 6 : 0
        let wallets = try await outcome(body, "wallets = '{amount: (\(filter))}'\nscale = \(scale)").wallets
        #expect(wallets?.map(\.balance) == [try Money(decimal: decimal)])
    }

    @Test("divides by the scale, exactly", arguments: [("4120", 2, "41.2"), ("123456789012345678", 10, "12345678.901235"), ("1", 18, "0")])
    func scale(body: String, scale: Int, decimal: String) async throws {
        #expect(try await outcome(body, "wallets = '{amount: .}'\nscale = \(scale)").wallets?.first?.balance == Money(decimal: decimal))
    }

    @Test(
        "makes a failure, never a 0, of what is no number",
        arguments: [
            "null", "true", "false", "[]", "[1]", "{}", #"{"amount":1}"#, #""""#, #"" ""#, #""n/a""#, #""12,5""#, #""1 234""#,
            #""12.5 USD""#, #""NaN""#,
            #""infinity""#, #""0x10""#, "1e300", #""99999999999999999999""#,
        ])
    func nonsense(body: String) async throws {
        let failure = try await outcome(body, "wallets = '{amount: .}'").failure
        #expect(failure?.failureClass == .permanent)
        #expect(failure?.message.hasPrefix("the answer has changed shape: ") == true)
        #expect(failure?.message.contains(body.prefix(10)) == true)
    }

    @Test("makes a failure of a filter's NaN and infinity", arguments: ["nan", "infinite", "-infinite"]) func notFinite(filter: String)
        async throws
    {
        #expect(try await outcome("1", "wallets = '{amount: \(filter)}'").failure?.failureClass == .permanent)
    }

    @Test(
        "makes a failure of rows that are none",
        arguments: [
            ".", "null", "[{amount: 1}]", "{}", "{amount: null}", "{key: null, amount: 1}", "{key: \"\", amount: 1}",
            "{key: {}, amount: 1}", "{amount: 1, currency: null}", "{amount: 1, currency: \"\"}", "{amount: 1, currency: \"US DOLLAR!\"}",
            "{amount: 1}, {amount: 2}", "empty", "error(\"no\")", "range(600) | {key: ., amount: .}",
        ])
    func rows(filter: String) async throws {
        #expect(try await outcome("1", "wallets = '\(filter)'").failure?.failureClass == .permanent)
    }

    @Test("reads key, title and currency") func names() async throws {
        let wallets = try await outcome(
            "1",
            #"wallets = '{key: "a", title: "The A", amount: 1, currency: " rur"}, {key: 7, amount: "2"}, {key: 7, amount: 3, currency: "eur"}'"#
        ).wallets
        #expect(
            try wallets == [
                WalletAnswer(key: "a", title: "The A", balance: Money(decimal: "1"), currency: #require(Currency("RUB"))),
                WalletAnswer(key: "7", balance: Money(decimal: "2"), currency: #require(Currency("USD"))),
                WalletAnswer(key: "7", balance: Money(decimal: "3"), currency: #require(Currency("EUR"))),
            ])
    }

    @Test("is in one currency, whichever of its spellings the answer has", arguments: ["руб", "₽", "руб.", "RUR", "rub"])
    func spelling(text: String) async throws {
        let wallets = try await outcome(
            #"{"balance":"1490.00","currency":"\#(text)"}"#, "wallets = '{amount: .balance, currency: .currency}'"
        )
        .wallets
        #expect(wallets?.map(\.currency.code) == ["RUB"])
    }

    @Test("is in a token of one chain, to the last micro") func chain() async throws {
        let wallets = try await outcome(
            #"{"error":"ok","result":{"USDT.TRC20":{"balancef":"250.123456"},"LTC":{"balancef":"0.50000000"}}}"#,
            "wallets = '.result | to_entries[] | {key: .key, amount: .value.balancef, currency: .key}'"
        ).wallets
        #expect(
            wallets?.map { "\($0.key) \($0.balance.decimalText) \($0.currency)" } == ["USDT.TRC20 250.123456 USDT.TRC20", "LTC 0.5 LTC"])
    }

    @Test("takes the currency from the account's variable") func currency() async throws {
        let wallets = try await outcome(
            "1", "wallets = '{amount: .}'", top: "currency = \"{vars.unit}\"\n[vars]\nunit = { about = \"u\", default = \"points\" }"
        ).wallets
        #expect(wallets?.map(\.currency.code) == ["POINTS"])
    }

    @Test("has no currency where nobody names one") func noCurrency() async throws {
        #expect(try await outcome("1", "wallets = '{amount: .}'", top: "").failure?.message.contains("currency") == true)
    }

    @Test("turns what is owed into a negative balance") func owed() async throws {
        let wallets = try await outcome(
            "[12.5, -3]", "wallets = '.[] | {key: tostring, amount: .}'", top: "currency = \"USD\"\npolarity = \"owed\""
        ).wallets
        #expect(try wallets?.map(\.balance) == [Money(decimal: "-12.5"), Money(decimal: "3")])
    }

    @Test("keeps good rows beside bad ones") func badRows() async throws {
        let filter = #"wallets = '{key: "a", amount: 1, error: null}, {key: "b", error: "no rights s3cr3t-t0ken"}'"#
        let answer = try await outcome("1", filter).get()
        #expect(answer.wallets.map(\.key) == ["a"])
        #expect(answer.badRows == [PollAnswer.BadRow(key: "b", message: "no rights ••••")])
    }

    @Test("keeps the good rows beside one without a balance and one without a currency, and names both")
    func nullRow() async throws {
        let body =
            #"{"accounts":[{"id":"a","balance":"120.00","currency":"USD"},{"id":"b","balance":null,"currency":"USD"},"#
            + #"{"id":"c","balance":"0.75","currency":null},{"id":null,"balance":1,"currency":"USD"}]}"#
        let answer = try await outcome(body, "wallets = '.accounts[] | {key: .id, amount: .balance, currency}'", top: "").get()
        #expect(try answer.wallets.map(\.balance) == [Money(decimal: "120")])
        #expect(answer.badRows.map(\.key) == ["b", "c", "row 4"])
        #expect(answer.badRows.map(\.isNamed) == [true, true, false])
        #expect(answer.badRows[0].message == "the amount is null, not a number")
    }

    @Test("keeps neither of two rows of one key, and all the others") func doubles() async throws {
        let answer = try await outcome("1", "wallets = '({key: \"a\", amount: (1,2)}), {key: \"b\", amount: 3}'").get()
        #expect(answer.wallets.map(\.key) == ["b"])
        #expect(answer.badRows.map(\.key) == ["a"])
    }

    @Test("takes whole numbers of any length for keys as they are written") func longKeys() async throws {
        let body =
            #"{"list":[{"id":1700000000000000001,"balance":812.34},{"id":1700000000000000002,"balance":15.00},"#
            + #"{"id":1700000000000000000,"balance":1},{"id":12345678901234567890123,"balance":2},{"id":7,"balance":3}]}"#
        let wallets = try await outcome(body, "wallets = '.list[] | {key: .id, amount: .balance}'").wallets
        #expect(
            wallets?.map(\.key) == [
                "1700000000000000001", "1700000000000000002", "1700000000000000000", "12345678901234567890123", "7",
            ])
        #expect(try wallets?.map(\.balance) == [Money(decimal: "812.34")] + ["15", "1", "2", "3"].map { try Money(decimal: $0) })
    }

    @Test("leaves a text that looks like a long number as it is") func longTexts() async throws {
        let body =
            #"{"list":[{"id":"1700000000000000256","balance":1},{"id":1700000000000000001,"balance":2},{"id":1700000000000000002,"balance":3}]}"#
        let wallets = try await outcome(body, "wallets = '.list[] | {key: .id, amount: .balance}'").wallets
        #expect(wallets?.map(\.key) == ["1700000000000000256", "1700000000000000001", "1700000000000000002"])
    }

    @Test("cuts keys, titles and what a network says by bytes") func bounds() async throws {
        let marks = String(repeating: "\u{301}", count: 200_000)
        let good = try await outcome("\"k\(marks)\"", "wallets = '{key: ., title: ., amount: 1}, {key: \"b\", error: .}'").get()
        #expect(good.wallets.allSatisfy { $0.key.utf8.count <= 100 && ($0.title ?? "").utf8.count <= 100 && $0.key.utf8.first == 0x6B })
        #expect(good.badRows.allSatisfy { $0.message.utf8.count <= 400 })
        let text = "\"" + String(repeating: "x", count: 900_000) + "\""
        for response in [
            "error = '.'\nwallets = '{amount: 1}'", "wallets = 'error(.)'", "wallets = '{amount: .}'",
            "wallets = '[range(400)][] | {key: ., error: ($x|.)}'"
                .replacing("($x|.)", with: "\"\(String(repeating: "e", count: 2000))\""), "error = 'error(.)'\nwallets = '{amount: 1}'",
        ] {
            let message = try await outcome(text, response).failure?.message
            #expect(try #require(message).utf8.count <= 900)
        }
    }

    @Test("fails when every row is bad, in the class that the definition knows") func onlyBadRows() async throws {
        let filter = #"wallets = '{key: "a", error: "no rights"}, {key: "b", error: "gone"}'"#
        #expect(
            try await outcome("1", filter + "\nclasses = { \"NO RIGHTS\" = \"credentials\" }").failure
                == PollFailure(.credentials, "a: no rights; b: gone", status: 200))
    }

    @Test("lets no wallet be an answer where the definition says so") func allowEmpty() async throws {
        #expect(try await outcome("[]", "wallets = '.[]'\nallow_empty = true").wallets == [])
        #expect(try await outcome("[]", "wallets = '.[]'").failure?.message.contains("it holds no wallet") == true)
    }
}
