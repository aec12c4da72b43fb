import TOMLKit

/// A TOML file that was read: every value with its file and line.
package struct TOMLFile: Sendable {
    /// The name that problems are told with, as it was given.
    package let name: String
    private var root: TOMLNode

    /// Parses `text`; `name` is what problems call the file.
    ///
    /// Throws the one problem for which it is not TOML; its text never repeats what the file says.
    package init(text: String, name: String) throws(TOMLProblem) {
        self.name = name
        if let nul = text.utf8.firstIndex(of: 0) {
            let line = text.utf8[..<nul].count { $0 == 10 } + 1
            throw TOMLProblem(file: name, line: line, message: "a NUL byte: this is not a text file")
        }
        var scanner = SourceScanner(text)
        let map = scanner.scan()
        if let fault = scanner.fault { throw TOMLProblem(file: name, line: fault.line, message: fault.message) }
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch {
            throw Self.problem(from: error, name: name)
        }
        root = TOMLTree(file: name).node(table, map)
    }

    private init(name: String, root: TOMLNode) {
        self.name = name
        self.root = root
    }

    /// The file's top table, whose problems go to `problems`; several files may share one list.
    package func reader(_ problems: TOMLProblems = TOMLProblems()) -> TOMLReader {
        guard case .table(let table) = root.value else {
            return TOMLReader(table: TOMLNodeTable(entries: [], isInline: false), position: root.position, path: "", problems: problems)
        }
        return TOMLReader(table: table, position: root.position, path: "", problems: problems)
    }

    /// This file with the keys of `later` over it, each value keeping its own file and line.
    ///
    /// Tables are joined key by key; arrays of tables are appended; a value, a list and an inline table `{ … }` are replaced.
    package func overlaid(with later: TOMLFile) -> TOMLFile {
        guard case .table(let ours) = root.value, case .table(let theirs) = later.root.value else { return self }
        return TOMLFile(name: name, root: TOMLNode(position: root.position, value: .table(ours.overlaid(with: theirs))))
    }

    private static func problem(from error: any Error, name: String) -> TOMLProblem {
        guard let error = error as? TOMLParseError else {
            return TOMLProblem(file: name, line: nil, message: "not valid TOML")
        }
        let line = error.source.begin.line > 0 ? error.source.begin.line : nil
        return TOMLProblem(file: name, line: line, message: "not valid TOML: \(SyntaxMessage(error.description))")
    }
}
