import Domain
import Testing
import Transport

@testable import Networks

/// What happens to money when a service changes its answer: an error, or the amount it was; never another one.
@Suite struct ShapeChangeTests {
    @Test("never makes another amount of a changed answer", arguments: ShippedNetwork.all) func leaves(shipped: ShippedNetwork) async throws
    {
        let fixtures =
            shipped.name == "zeropark" ? ["zeropark.json", "zeropark.older.json"] : [try #require(shipped.answers[shipped.path])]
        let (definition, problems) = NetworkCatalogue.read(
            try ShippedDefinitions.text(shipped.name), name: shipped.name, file: shipped.name)
        let account = try shipped.account(#require(definition, "\(problems)"))
        for fixture in fixtures {
            let body = try Fixture.text(fixture)
            var bodies = [
                "{}", "[]", "null", "true", "0", "\"\"", "<html>login</html>", #"{"error":"x"}"#, #"{"success":true}"#, "",
                "ACCESS_BALANCE",
            ]
            if let json = try? JSONParser.parse(Array(body.utf8)) { bodies += json.changed().map(\.text) }
            for changed in bodies where changed != body {
                let network = ScriptedNetwork { request, _ in
                    let login = shipped.answers.first { request.url.hasSuffix($0.key) && $0.key != shipped.path }
                    return .text(login.flatMap { try? Fixture.text($0.value) } ?? changed)
                }
                switch await network.engine().outcome(account) {
                case .failure: break
                case .success(let answer):
                    // A bare 0 is a right answer of PropellerAds, whose whole body is the amount.
                    if shipped.name == "propellerads", changed == "0" { continue }
                    let lines = answer.wallets.map(ShippedNetwork.line)
                    #expect(lines.allSatisfy { shipped.wallets.contains($0) }, "\(lines) from \(changed)")
                }
            }
        }
    }
}

extension JSONValue {
    /// This value with each leaf, and each object or array, in turn taken away or replaced by null, an empty text, or an object.
    fileprivate func changed() -> [JSONValue] {
        var all: [JSONValue] = [.null, .string(""), .object([]), .bool(false)]
        switch self {
        case .object(let members):
            for (index, member) in members.enumerated() {
                var fewer = members
                fewer.remove(at: index)
                all.append(.object(fewer))
                var renamed = members
                renamed[index].name += "New"
                all.append(.object(renamed))
                for value in member.value.changed() {
                    var other = members
                    other[index].value = value
                    all.append(.object(other))
                }
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                var fewer = elements
                fewer.remove(at: index)
                all.append(.array(fewer))
                for value in element.changed() {
                    var other = elements
                    other[index] = value
                    all.append(.array(other))
                }
            }
        case .null, .bool, .number, .string: break
        }
        return all
    }
}
