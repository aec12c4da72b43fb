extension Money {
    /// Reads a decimal number as a program writes it (`-12.5`, `1e3`, `.5`), divides it by 10^`scale`, exactly.
    ///
    /// What is less than a micro is rounded half to even. Spaces, commas, `NaN`, an empty text and units are refused:
    /// what they mean is not for this place to guess. Throws `MoneyError`.
    package init(decimal text: some StringProtocol, scale: Int = 0) throws(MoneyError) {
        guard let literal = DecimalLiteral(text) else { throw .notANumber(String(text)) }
        micros = try literal.scaled(by: 6 - scale)
    }

    /// The shortest exact decimal text: `12.5`, `-0.000001`, `3`.
    package var decimalText: String {
        let size = micros.magnitude
        var fraction = String(size % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        return (micros < 0 ? "-" : "") + String(size / 1_000_000) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

/// The parts of a decimal literal, before any arithmetic: digits, and how many powers of ten to multiply them by.
private struct DecimalLiteral {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    init?(_ text: some StringProtocol) {
        var rest = text.utf8[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest.removeFirst()
        }
        var seenPoint = false
        scan: while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte - UInt8(ascii: "0"))
                if seenPoint { exponent -= 1 }
            case UInt8(ascii: ".") where !seenPoint: seenPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
            default: return nil
            }
            rest.removeFirst()
        }
        guard !digits.isEmpty, digits.count <= 400 else { return nil }
        guard !rest.isEmpty else { return }
        rest.removeFirst()
        // Int("+1") is 1, which is right here; "e" without digits is not a number, and five of them are beyond all money.
        guard rest.count <= 5, let power = Int(String(decoding: rest, as: UTF8.self)) else { return nil }
        exponent += power
    }

    /// The digits × 10^(exponent + power) as a whole number, rounded half to even.
    func scaled(by power: Int) throws(MoneyError) -> Int64 {
        let shift = exponent + power
        let significant = digits.drop { $0 == 0 }
        guard !significant.isEmpty else { return 0 }
        let kept = shift < 0 ? significant.dropLast(-shift) : significant
        var value: Int64 = 0
        // Accumulated below zero, where Int64 has one value more.
        for digit in kept { value = try Self.append(digit, to: value) }
        if shift > 0 {
            guard shift <= 19 else { throw .outOfRange }
            for _ in 0..<shift { value = try Self.append(0, to: value) }
        }
        if shift < 0, Self.roundsUp(dropped: significant.suffix(-shift), missing: -shift - significant.count, isOdd: value % 2 != 0) {
            guard value > .min else { throw .outOfRange }
            value -= 1
        }
        if isNegative { return value }
        guard value > .min else { throw .outOfRange }
        return -value
    }

    private static func append(_ digit: UInt8, to value: Int64) throws(MoneyError) -> Int64 {
        let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflow) = product.subtractingReportingOverflow(Int64(digit))
        guard !tooLarge, !overflow else { throw .outOfRange }
        return sum
    }

    /// Half to even: the dropped digits are more than half, or exactly half after an odd digit.
    private static func roundsUp(dropped: ArraySlice<UInt8>, missing: Int, isOdd: Bool) -> Bool {
        guard missing <= 0, let first = dropped.first else { return false }
        if first != 5 { return first > 5 }
        return dropped.dropFirst().contains { $0 != 0 } || isOdd
    }
}
