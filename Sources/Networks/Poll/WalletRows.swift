import Domain
import Transport

/// Turns the rows that a `wallets` filter gives into wallets; a row without a number in it is never a 0.
struct WalletRows {
    /// More wallets than any account has: the filter has run wild.
    static let most = 500

    var rules: ResponseRules
    var polarity: NetworkDefinition.Polarity
    /// The currency of rows that name none.
    var currency: String?
    var reader: AnswerReader

    /// The wallets and the bad rows of a decoded body; throws where any row makes no sense.
    func read(_ body: JSONValue, _ response: HTTPResponse) async throws(PollFailure) -> (
        wallets: [WalletAnswer], badRows: [PollAnswer.BadRow]
    ) {
        let rows: [JSONValue]
        do throws(JQError) {
            rows = try await rules.wallets.run(body, atMost: Self.most)
        } catch {
            if let failure = rules.wallets.failure(error) { throw failure }
            guard case .raised(let text) = error else { throw reader.changedShape("\(error)", response) }
            throw reader.changedShape(text, response, failureClass: reader.rules.failureClass(text: text, code: nil) ?? .permanent)
        }
        let literals = ExactLiterals(of: body)
        var wallets: [WalletAnswer] = []
        var badRows: [PollAnswer.BadRow] = []
        for row in rows {
            switch parsed(row, literals) {
            case .wallet(let wallet):
                guard !wallets.contains(where: { $0.key == wallet.key && $0.currency == wallet.currency }) else {
                    throw reader.changedShape("two wallets \(wallet.key) in \(wallet.currency)", response)
                }
                wallets.append(wallet)
            case .bad(let row): badRows.append(row)
            case .senseless(let why): throw reader.changedShape(why, response)
            }
        }
        guard wallets.isEmpty, !rules.allowsEmpty else { return (wallets, badRows) }
        guard !badRows.isEmpty else { throw reader.changedShape("it holds no wallet", response) }
        let text = badRows.map { "\($0.key): \($0.message)" }.joined(separator: "; ")
        throw PollFailure(reader.rules.failureClass(text: text, code: nil) ?? .permanent, text, status: response.status)
    }

    private enum Row {
        case wallet(WalletAnswer)
        case bad(PollAnswer.BadRow)
        case senseless(String)
    }

    private func parsed(_ row: JSONValue, _ literals: ExactLiterals) -> Row {
        guard case .object = row else { return .senseless("the wallets filter gave \(row.kind), not an object with an amount") }
        guard let key = row["key"].map({ text($0) }) ?? "main", !key.isEmpty else {
            return .senseless("a wallet's key is missing or no text")
        }
        if let error = row["error"], error != .null {
            return .bad(.init(key: key, message: reader.redactor.redact(error.scalarText ?? error.text)))
        }
        guard let amount = row["amount"] else { return .senseless("wallet \(key) has no amount") }
        let decimal: String
        switch amount {
        case .string(let text): decimal = text
        case .number(let text): decimal = literals.literal(for: text)
        default: return .senseless("the amount of wallet \(key) is \(amount.kind), not a number")
        }
        // A row that names a currency and has none is not to be read in another one.
        guard let currencyText = row["currency"].map(\.stringText) ?? currency, let currency = Currency(currencyText) else {
            return .senseless("the currency of wallet \(key) is missing or no code")
        }
        do throws(MoneyError) {
            let amount = try Money(decimal: decimal, scale: rules.scale)
            guard amount.magnitude <= PollAnswer.largestBalance else {
                return .senseless(
                    "the amount of wallet \(key) is larger than any balance (over 100 000 000 000); a filter can leave out what means \"unlimited\""
                )
            }
            let balance = polarity == .owed ? try -amount : amount
            return .wallet(WalletAnswer(key: key, title: row["title"].flatMap { text($0) }, balance: balance, currency: currency))
        } catch {
            // MoneyError quotes the start of the text, where half a secret would not be recognised.
            guard case .notANumber = error else { return .senseless("the amount of wallet \(key): \(error)") }
            return .senseless("the amount of wallet \(key) is not a decimal number: \(reader.redactor.redact(decimal).prefix(40))")
        }
    }

    /// Control characters cut texts short or move the cursor; marks of direction turn the figures behind a name around.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }

    /// A name of one line, redacted: it goes to the history.
    private func text(_ value: JSONValue) -> String? {
        guard let text = value.stringText ?? value.numberText, !text.isEmpty else { return nil }
        let name = reader.redactor.redact(name: text).unicodeScalars.map { Self.isUnseen($0) ? " " : $0 }
        return String(String(String.UnicodeScalarView(name)).prefix(200))
    }
}

extension JSONValue {
    fileprivate var stringText: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var numberText: String? {
        if case .number(let literal) = self { literal } else { nil }
    }
}

/// The number literals of a body that a double cannot hold, by the double that jq makes of them.
///
/// An amount that comes out of a filter as exactly such a double is that literal, unless two literals share the double. Sums and other
/// arithmetic, and `tonumber`, keep jq's precision of about 15 digits: exact to a micro below a thousand million.
struct ExactLiterals {
    private var byText: [String: String?] = [:]

    init(of body: JSONValue) {
        collect(body)
    }

    /// The literal of the body that `text` stands for, else `text` itself.
    func literal(for text: String) -> String {
        (byText[text] ?? nil) ?? text
    }

    private mutating func collect(_ value: JSONValue) {
        switch value {
        case .number(let literal):
            guard literal.utf8.count(where: { (0x30...0x39).contains($0) }) > 15, let double = Double(literal) else { return }
            let text = JSONValue.shortestText(of: double)
            if let known = byText[text] { byText[text] = .some(known == literal ? literal : nil) } else { byText[text] = .some(literal) }
        case .array(let elements): for element in elements { collect(element) }
        case .object(let members): for member in members { collect(member.value) }
        case .null, .bool, .string: break
        }
    }
}
