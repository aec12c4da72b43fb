import StrictTOML

/// Why a verb ends before its work is done: what to tell the person, and the code for the shell.
struct VerbEnd: Error {
    let code: ExitCode
    /// Whole sentences, a line each; they say what to do.
    let message: String

    init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A word on the command line that nobody knows, with what was most likely meant.
    static func unknown(_ kind: String, _ word: String, known: [String], otherwise: String) -> VerbEnd {
        let hint = NearestKey(known: known).hint(for: word) ?? otherwise
        return VerbEnd(.usage, "there is no \(kind) \"\(TextTable.printable(String(word.prefix(80))))\"; \(hint)")
    }
}
