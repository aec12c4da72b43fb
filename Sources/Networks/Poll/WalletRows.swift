import Domain
import Transport

/// Turns the rows that a `wallets` filter gives into wallets; a row without a number in it is never a 0, and loses no other row.
struct WalletRows {
    /// More wallets than any account has: the filter has run wild.
    static let most = 500

    var rules: ResponseRules
    var polarity: NetworkDefinition.Polarity
    /// The currency of rows that name none.
    var currency: String?
    var reader: AnswerReader

    /// The most that is kept of a key and of a title, in bytes.
    static let longestName = 100

    /// The wallets and the bad rows of a decoded body; throws where there is no good row in it, unless there may be none.
    func read(_ body: JSONValue, _ response: HTTPResponse) async throws(PollFailure) -> (
        wallets: [WalletAnswer], badRows: [PollAnswer.BadRow]
    ) {
        let numbers = ExactNumbers(of: body)
        let rows: [JSONValue]
        do throws(JQError) {
            rows = try await rules.wallets.run(numbers.body, atMost: Self.most)
        } catch {
            if let failure = rules.wallets.failure(error) { throw failure }
            guard case .raised(let text) = error else { throw reader.changedShape("\(error)", response) }
            throw reader.changedShape(text, response, failureClass: reader.rules.failureClass(text: text, code: nil) ?? .permanent)
        }
        var wallets: [WalletAnswer] = []
        var badRows: [PollAnswer.BadRow] = []
        var isRefusal = false
        for (index, row) in rows.enumerated() {
            switch parsed(row, number: index + 1, numbers) {
            case .wallet(let wallet): wallets.append(wallet)
            case .refused(let row):
                isRefusal = true
                badRows.append(row)
            case .senseless(let row): badRows.append(row)
            }
        }
        badRows += Self.takeDoubles(out: &wallets)
        guard wallets.isEmpty else { return (wallets, badRows) }
        guard !badRows.isEmpty else {
            guard rules.allowsEmpty else { throw reader.changedShape("it holds no wallet", response) }
            return ([], [])
        }
        let text = badRows.map { "\($0.key): \($0.message)" }.joined(separator: "; ").bounded(toBytes: AnswerReader.longest)
        guard isRefusal else { throw reader.changedShape(text, response) }
        throw PollFailure(reader.rules.failureClass(text: text, code: nil) ?? .permanent, text, status: response.status)
    }

    /// Rows of the same key and currency: which of them tells the balance cannot be known.
    private static func takeDoubles(out wallets: inout [WalletAnswer]) -> [PollAnswer.BadRow] {
        let groups = Dictionary(grouping: wallets) { "\($0.currency) \($0.key)" }.filter { $0.value.count > 1 }
        wallets.removeAll { groups["\($0.currency) \($0.key)"] != nil }
        return groups.values.compactMap(\.first).sorted { $0.key < $1.key }.map { wallet in
            PollAnswer.BadRow(key: wallet.key, message: "two wallets have this key in \(wallet.currency)")
        }
    }

    private enum Row {
        case wallet(WalletAnswer)
        /// The network says that it has no balance for it.
        case refused(PollAnswer.BadRow)
        /// It holds no balance that can be believed.
        case senseless(PollAnswer.BadRow)
    }

    private func parsed(_ row: JSONValue, number: Int, _ numbers: ExactNumbers) -> Row {
        func nameless(_ why: String) -> Row { .senseless(.init(key: "row \(number)", message: why, isNamed: false)) }
        guard case .object = row else { return nameless("the wallets filter gave \(row.kind), not an object with an amount") }
        guard let key = row["key"].map({ name($0, numbers) }) ?? "main", !key.isEmpty else {
            return nameless("the wallet's key is missing or no text")
        }
        func senseless(_ why: String) -> Row { .senseless(.init(key: key, message: why)) }
        if let error = row["error"], error != .null {
            let said = reader.redactor.redact(error.scalarText ?? error.text).bounded(toBytes: AnswerReader.longest)
            return .refused(.init(key: key, message: said))
        }
        guard let amount = row["amount"] else { return senseless("there is no amount") }
        let decimal: String
        switch amount {
        case .string(let text): decimal = text
        case .number(let text): decimal = numbers.literal(for: text)
        default: return senseless("the amount is \(amount.kind), not a number")
        }
        // A row that names a currency and has none is not to be read in another one.
        guard let currencyText = row["currency"].map(\.stringText) ?? currency, let currency = Currency(currencyText) else {
            return senseless("the currency is missing or no code")
        }
        do throws(MoneyError) {
            let amount = try Money(decimal: decimal, scale: rules.scale)
            guard amount.magnitude <= PollAnswer.largestBalance else {
                return senseless(
                    "the amount is larger than any balance (over 100 000 000 000); a filter can leave out what means \"unlimited\"")
            }
            let balance = polarity == .owed ? try -amount : amount
            return .wallet(
                WalletAnswer(key: key, title: row["title"].flatMap { name($0, numbers) }, balance: balance, currency: currency))
        } catch {
            // MoneyError quotes the start of the text, where half a secret would not be recognised.
            guard case .notANumber = error else { return senseless("the amount: \(error)") }
            return senseless("the amount is not a decimal number: \(reader.redactor.redact(decimal).bounded(toBytes: 60))")
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
    private func name(_ value: JSONValue, _ numbers: ExactNumbers) -> String? {
        let text: String
        switch value {
        case .string(let string): text = numbers.literal(forString: string)
        case .number(let number): text = numbers.literal(for: number)
        case .null, .bool, .array, .object: return nil
        }
        let name = reader.redactor.redact(name: text).unicodeScalars.map { Self.isUnseen($0) ? " " : $0 }
        return String(String.UnicodeScalarView(name)).bounded(toBytes: Self.longestName)
    }
}

extension JSONValue {
    fileprivate var stringText: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
