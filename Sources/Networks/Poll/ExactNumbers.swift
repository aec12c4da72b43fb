/// A body whose long numbers can be told again after jq, which computes in doubles, has handed them on.
///
/// Each number of more than 15 digits is given to jq as a double of its own, the nearest that no other number of the body has: what a filter
/// hands on unchanged is known by it. Sums and other arithmetic, and `tonumber`, keep jq's precision of about 15 digits: exact to a micro
/// below a thousand million. jq itself keeps literals from version 1.7 only, and not through its C interface of doubles.
struct ExactNumbers {
    /// What the filters are to see.
    private(set) var body = JSONValue.null
    private var literals: [Double: String] = [:]
    private var doubles: [String: Double] = [:]
    /// Strings of the body that look like such numbers: they stand for themselves.
    private var strings: Set<String> = []

    init(of body: JSONValue) {
        reserve(body)
        self.body = replaced(body)
    }

    /// The literal of the body that `text`, a number out of a filter, stands for; else `text` itself.
    func literal(for text: String) -> String {
        Double(text).flatMap { literals[$0] } ?? text
    }

    /// The same for a string out of a filter, which may have made it of a number.
    func literal(forString text: String) -> String {
        guard Self.isLong(text), !strings.contains(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            return text
        }
        return literal(for: text)
    }

    /// Short numbers keep their doubles, so that no long one takes them.
    private mutating func reserve(_ value: JSONValue) {
        switch value {
        case .number(let literal) where !Self.isLong(literal):
            guard let double = Double(literal) else { return }
            if let known = literals[double], known != literal {
                literals[double] = JSONValue.shortestText(of: double)
            } else {
                literals[double] = literal
            }
        case .string(let text) where Self.isLong(text): strings.insert(text)
        case .array(let elements): for element in elements { reserve(element) }
        case .object(let members): for member in members { reserve(member.value) }
        case .null, .bool, .string, .number: break
        }
    }

    private mutating func replaced(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let literal) where Self.isLong(literal):
            return Double(literal).map { .number(double(of: literal, nearest: $0).description) } ?? value
        case .array(let elements): return .array(elements.map { replaced($0) })
        case .object(let members): return .object(members.map { .init(name: $0.name, value: replaced($0.value)) })
        case .null, .bool, .string, .number: return value
        }
    }

    private mutating func double(of literal: String, nearest: Double) -> Double {
        if let known = doubles[literal] { return known }
        var double = nearest
        // Away from zero and never to infinity; a body holds far fewer numbers than there are doubles.
        while let taken = literals[double], taken != literal, double.magnitude < 1e307 {
            double = double < 0 ? double.nextDown : double.nextUp
        }
        doubles[literal] = double
        literals[double] = literal
        return double
    }

    private static func isLong(_ literal: String) -> Bool {
        literal.utf8.count > 15 && literal.utf8.count(where: { (0x30...0x39).contains($0) }) > 15
    }
}
