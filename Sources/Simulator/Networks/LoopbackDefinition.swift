/// Turns a shipped network definition into one that asks the simulated networks: the same steps, another origin.
package enum LoopbackDefinition {
    /// `text` with the origin of every request replaced by `origin` (`http://127.0.0.1:8080`), which it then allows.
    ///
    /// Links for people (`website`, `source`) stay as they are.
    package static func text(of text: String, origin: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let isLink = ["website", "source"].contains { line.hasPrefix($0) }
            return isLink ? String(line) : replacingOrigins(in: line, by: origin)
        }
        return "allow_http = true\n" + lines.joined(separator: "\n")
    }

    private static func replacingOrigins(in line: Substring, by origin: String) -> String {
        var rest = line
        var result = ""
        while let start = rest.firstRange(of: "https://") {
            result += rest[..<start.lowerBound] + origin
            rest = rest[start.upperBound...].drop { $0 != "/" && $0 != "\"" && $0 != "'" }
        }
        return result + rest
    }
}
