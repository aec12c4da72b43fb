/// Takes secrets out of texts by their value, in whatever form a request, an answer or a log may show them.
///
/// Texts are compared as bytes: a combining mark behind a secret makes another character of its last letter, and hides nothing.
package struct SecretMask: Sendable {
    private static let mask = Array("••••".utf8)
    /// A number of fewer digits is not looked for within longer numbers: amounts would lose digits.
    private static let longNumber = 10

    private struct Known {
        var pattern: SecretPattern
        var mayBeName: Bool
        /// Whether it is a short number, found only where no other digits stand beside it.
        var isShortNumber = false
    }

    // Longest first, so that no shorter one leaves the rest of a longer one standing.
    private var known: [Known] = []
    /// Numbers of `known` by the first byte of the pattern, each list in the order of `known`.
    private var byFirstByte: [[Int]] = Array(repeating: [], count: 256)

    package init(_ secrets: some Sequence<String> = []) {
        add(secrets.map { ($0, false) }, sparesNumbers: false)
    }

    /// Knows `text` from now on; `mayBeName` when it may be an account's number, which `redact(name:)` leaves standing.
    package mutating func add(_ text: String, mayBeName: Bool = false) {
        add([(text, mayBeName)], sparesNumbers: false)
    }

    /// Knows `texts` from now on; one that is a number of less than 10 digits is masked only where no longer number holds it.
    package mutating func addSparingNumbers(_ texts: [String]) {
        add(texts.map { ($0, false) }, sparesNumbers: true)
    }

    private mutating func add(_ texts: [(text: String, mayBeName: Bool)], sparesNumbers: Bool) {
        for (text, mayBeName) in texts {
            let isNumber = text.utf8.allSatisfy(Self.isDigit)
            for pattern in SecretPattern.all(of: text) where !known.contains(where: { $0.pattern == pattern }) {
                // Its other forms are no numbers.
                let isShortNumber = sparesNumbers && isNumber && pattern.bytes.count < Self.longNumber && pattern.bytes == Array(text.utf8)
                known.append(Known(pattern: pattern, mayBeName: mayBeName, isShortNumber: isShortNumber))
            }
        }
        known.sort { $0.pattern.bytes.count > $1.pattern.bytes.count }
        byFirstByte = Array(repeating: [], count: 256)
        for (index, item) in known.enumerated() {
            for byte in item.pattern.firstBytes { byFirstByte[Int(byte)].append(index) }
        }
    }

    /// `text` with every known value masked, also one that was cut off and ends in `...`, as in jq's messages.
    ///
    /// `isCut` when `text` is the beginning of a longer one: what looks like a secret's beginning at its end is masked too.
    package func redact(_ text: String, isCut: Bool = false) -> String {
        redact(text, sparesNames: false, isCut: isCut)
    }

    /// A wallet's key or title, where a short value from a login is a number of the account rather than a token.
    package func redact(name: String) -> String {
        redact(name, sparesNames: true, isCut: false)
    }

    private func redact(_ text: String, sparesNames: Bool, isCut: Bool) -> String {
        guard !known.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var position = 0
        var isChanged = false
        var failed: [Int: Set<Int>] = [:]
        while position < bytes.count {
            if let end = end(of: bytes, at: position, sparesNames: sparesNames, isCut: isCut, &failed) {
                out += Self.mask
                position = end
                isChanged = true
            } else {
                out.append(bytes[position])
                position += 1
            }
        }
        return isChanged ? String(decoding: out, as: UTF8.self) : text
    }

    /// Where the first of the known values that begins at `position` ends.
    private func end(of text: [UInt8], at position: Int, sparesNames: Bool, isCut: Bool, _ failed: inout [Int: Set<Int>]) -> Int? {
        var candidates = byFirstByte[Int(text[position])]
        let decodings = SecretDecodings.all(text[position...])
        if !decodings.isEmpty {
            let first = Set(decodings.compactMap(\.bytes.first))
            candidates = Set(candidates + first.flatMap { byFirstByte[Int($0)] }).sorted()
        }
        for index in candidates {
            let item = known[index]
            if item.mayBeName, sparesNames { continue }
            guard let end = item.pattern.match(in: text, at: position, isCut: isCut, failed: &failed[index, default: []]) else { continue }
            if item.isShortNumber, !Self.standsAlone(text, position..<end) { continue }
            return end
        }
        return nil
    }

    /// Whether no digits stand beside `range`, so that it is not a part of a longer number; those of a percent sign's code are none.
    private static func standsAlone(_ text: [UInt8], _ range: Range<Int>) -> Bool {
        func digit(at place: Int) -> Bool { text.indices.contains(place) && isDigit(text[place]) }
        func isPoint(at place: Int) -> Bool { text.indices.contains(place) && (text[place] == 0x2E || text[place] == 0x2C) }
        let start = range.lowerBound
        let isAfterCode = start >= 3 && text[start - 3] == UInt8(ascii: "%")
        if !isAfterCode, digit(at: start - 1) || isPoint(at: start - 1) && digit(at: start - 2) { return false }
        return !digit(at: range.upperBound) && !(isPoint(at: range.upperBound) && digit(at: range.upperBound + 1))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
