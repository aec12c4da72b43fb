import FoundationEssentials

/// Finds the network definitions that came with the program.
enum ShippedNetworks {
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
