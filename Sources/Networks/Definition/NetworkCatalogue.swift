internal import Domain
internal import FoundationEssentials
package import StrictTOML

/// Finds and reads network definitions.
package enum NetworkCatalogue {
    /// Every definition of `directories`, by name; one in a later directory replaces an earlier one of the same name.
    ///
    /// A file with a problem gives no definition, and hides the one that it was to replace: it was meant to count. A directory that does
    /// not exist is empty.
    package static func load(directories: [String]) -> (definitions: [String: NetworkDefinition], problems: [TOMLProblem]) {
        var definitions: [String: NetworkDefinition] = [:]
        var problems: [TOMLProblem] = []
        for directory in directories where FileManager.default.fileExists(atPath: directory) {
            guard let files = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
                problems.append(TOMLProblem(file: directory, line: nil, message: "the directory cannot be read"))
                continue
            }
            for file in files.sorted() where file.hasSuffix(".toml") && !file.hasPrefix(".") {
                let path = directory.hasSuffix("/") ? directory + file : directory + "/" + file
                let name = String(file.dropLast(5))
                definitions[name] = nil
                guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self) else {
                    problems.append(TOMLProblem(file: path, line: nil, message: "the file cannot be read, or is not UTF-8"))
                    continue
                }
                let (definition, found) = read(text, name: name, file: path)
                problems += found
                if found.isEmpty { definitions[name] = definition }
            }
        }
        return (definitions, problems)
    }

    /// Reads one definition from `text`; `file` is what its problems call it. Without problems there is a definition.
    package static func read(_ text: String, name: String, file: String) -> (definition: NetworkDefinition?, problems: [TOMLProblem]) {
        guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else {
            return (nil, [TOMLProblem(file: file, line: nil, message: "a network's name, its file's, is made of a-z, 0-9 and -")])
        }
        do throws(TOMLProblem) {
            let reader = try TOMLFile(text: text, name: file).reader()
            let definition = DefinitionDecoder(top: reader).definition(named: name)
            reader.finish()
            let problems = reader.problems.all
            return (problems.isEmpty ? definition : nil, problems)
        } catch {
            return (nil, [error])
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
