import FoundationEssentials

/// Finds the network definitions that came with the program.
package enum ShippedNetworks {
    /// The text of the definition called `name`, from where an installed program or a checkout has it; throws a sentence where it cannot be read.
    package static func text(of name: String) throws -> String {
        let path = directory(configured: PathSettings.standardNetworks) + "/\(name).toml"
        do {
            return try HostFile(path: path, limit: 1 << 20).text
        } catch {
            throw MissingDefinition(path: path, reason: "\(error)")
        }
    }

    /// `configured` where it exists; else the folder that lies with the executable: `../share/balance-monitor/networks` of an
    /// installed one, `Sources/NetworkDefinitions` above one that was built in a checkout.
    static func directory(configured: String) -> String {
        let files = FileManager.default
        guard !files.fileExists(atPath: configured), let program = try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return configured
        }
        var folder = program.split(separator: "/").dropLast()
        let shared = "/" + (folder.dropLast() + ["share", "balance-monitor", "networks"]).joined(separator: "/")
        if files.fileExists(atPath: shared) { return shared }
        while !folder.isEmpty {
            let checkout = "/" + folder.joined(separator: "/") + "/Sources/NetworkDefinitions"
            if files.fileExists(atPath: checkout) { return checkout }
            folder.removeLast()
        }
        return configured
    }
}

/// A shipped definition that is not where it belongs.
struct MissingDefinition: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "the network definition \(path) \(reason); is the program installed whole?" }
}
