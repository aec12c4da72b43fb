import FoundationEssentials
import Networks
import StrictTOML

/// `networks`: the catalogue of what can be polled, and of what each network asks an account for.
package enum NetworksVerb {
    /// Needs no configuration: without one, or with a broken one, the definitions that came with the program are shown.
    ///
    /// `name` shows that network alone, in full. Ends `badConfiguration` where a definition has problems.
    package static func run(
        configuration path: String, name: String?, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        output.ending(show(configuration: path, name: name, output, outside))
    }

    private static func show(configuration path: String, name: String?, _ output: Output, _ outside: VerbOutside) -> ExitCode {
        let (definitions, problems) = catalogue(path, output: output, outside: outside)
        for problem in problems { output.complain("\(problem)") }
        let code: ExitCode = problems.isEmpty ? .ok : .badConfiguration
        guard let name else {
            let sorted = definitions.values.sorted { $0.name < $1.name }
            if output.isJSON {
                output.write(.list(sorted) { NetworkPage($0).json })
            } else if sorted.isEmpty {
                output.complain("no network definition was found: install the package again, or set [paths] networks")
                return .failed
            } else {
                output.write(table(sorted))
            }
            return code
        }
        guard let definition = definitions[name] else {
            // Its own file is among the problems that were just told.
            if problems.contains(where: { $0.file.hasSuffix("/\(name).toml") }) { return code }
            let end = VerbEnd.unknown(
                "network", name, known: definitions.keys.sorted(), otherwise: "no network definition was found at all")
            output.complain(end.message)
            return end.code
        }
        let page = NetworkPage(definition)
        if output.isJSON { output.write(page.json) } else { output.write(page.text(directory: FilePlace.directory(of: path))) }
        return code
    }

    /// Only where definitions lie is asked of the configuration; secrets that its reader may not see are no reason to show nothing.
    private static func catalogue(
        _ path: String, output: Output, outside: VerbOutside
    ) -> (definitions: [String: NetworkDefinition], problems: [TOMLProblem]) {
        let directory = FilePlace.directory(of: path)
        var shipped = "/usr/share/balance-monitor/networks"
        if FileManager.default.fileExists(atPath: path) {
            do {
                shipped = try Configuration.load(path: path, environment: outside.environment, zoneExists: outside.zones.exists).paths
                    .networks
            } catch {
                output.complain(
                    "note: \(path) has problems (`balance-monitor check --offline` tells them), so its [paths] do not count here")
            }
        }
        return NetworkCatalogue.load(directories: [
            ShippedNetworks.directory(configured: shipped), FilePlace.resolve("networks.d", in: directory),
        ])
    }

    private static func table(_ definitions: [NetworkDefinition]) -> String {
        var table = TextTable([.init("NAME"), .init("TITLE"), .init("VERIFIED"), .init("MIN INTERVAL", leansRight: true), .init("NEEDS")])
        for definition in definitions {
            let needs =
                definition.secrets.map { "secrets.\($0.name)" }
                + definition.variables.map { $0.defaultValue == nil ? "vars.\($0.name)" : "[vars.\($0.name)]" }
            table.add([
                definition.name, definition.closed.map { "\(definition.title) (closed \($0))" } ?? definition.title,
                definition.verified ? "yes" : "no",
                definition.minInterval.map { NetworkPage.shortText(of: $0) } ?? "-", needs.joined(separator: ", "),
            ])
        }
        return table.text
    }
}
