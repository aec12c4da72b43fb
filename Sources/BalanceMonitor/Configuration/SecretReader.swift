import Domain
import StrictTOML

/// Fetches secrets from where the configuration says they are, and keeps a list of all for redaction.
///
/// Its problems name files, variables and keys, never what was found there.
struct SecretReader {
    /// What relative paths are relative to.
    let directory: String
    let environment: [String: String]
    /// The configuration files that every user of the host may read.
    let filesReadableByAll: Set<String>

    private(set) var secrets: [Secret] = []

    init(directory: String, environment: [String: String], filesReadableByAll: Set<String>) {
        self.directory = directory
        self.environment = environment
        self.filesReadableByAll = filesReadableByAll
    }

    /// Adds what became known as secret by another way, such as a proxy's password.
    mutating func learn(_ secret: Secret) {
        if !secret.isEmpty { secrets.append(secret) }
    }

    /// The secret at `key`: `{ file = … }`, `{ credential = … }`, `{ env = … }` or the text itself; nil where absent or a problem.
    ///
    /// One of several lines is a problem, since nobody's key is: a poll or Telegram would refuse it later.
    mutating func secret(_ key: String, in table: TOMLReader, mayHaveLines: Bool = false) -> Secret? {
        let found: (text: String, place: String?)?
        switch table.kind(of: key) {
        case nil: return nil
        case .string: found = literal(key, in: table)
        case .table: found = referenced(key, in: table)
        case let kind?:
            table.problem(
                "\"\(key)\" must be { file = \"…\" }, { credential = \"…\" } or { env = \"…\" }\(table.place), not \(kind)", at: key)
            return nil
        }
        guard let found else { return nil }
        let (text, place) = (SecretText(found.text), found.place.map { " (\($0))" } ?? "")
        guard !text.secret.isEmpty else {
            table.problem("the secret \"\(key)\"\(table.place) is empty", at: key)
            return nil
        }
        secrets.append(text.secret)
        let subject = "the secret \"\(key)\"\(table.place)\(place)"
        if let within = text.within {
            table.problem("\(subject) holds \(within) within its value, which no editor shows; type the value there by hand", at: key)
            return nil
        }
        if let leftOut = text.leftOut {
            table.warning("\(subject) has \(leftOut), which no editor shows and which is left out; save it without that", at: key)
        }
        if text.isQuoted, !mayHaveLines {
            table.warning(
                "\(subject) stands in quotation marks, which are sent as a part of it; leave them out there, unless the key really has them",
                at: key)
        }
        guard mayHaveLines || !text.secret.hasControlCharacter else {
            table.problem(
                "\(subject) holds a line end or a control character within its value; "
                    + "leave the value alone there, in one line", at: key)
            return nil
        }
        return text.secret
    }

    /// Refuses a text that stands in a file which everybody may read; returns whether it may stand there.
    mutating func mayStandHere(_ key: String, in table: TOMLReader) -> Bool {
        let file = table.position(of: key).file
        guard filesReadableByAll.contains(file) else { return true }
        table.problem(
            "the secret \"\(key)\"\(table.place) stands in a file that every user of this host can read; run: chmod o-r \(file)", at: key)
        return false
    }

    /// The text that stands in the configuration itself.
    private mutating func literal(_ key: String, in table: TOMLReader) -> (text: String, place: String?)? {
        guard let text = table.string(key), mayStandHere(key, in: table) else { return nil }
        Self.warnWritten(key, in: table)
        return (text, nil)
    }

    /// Warns of a secret that stands in the configuration itself.
    static func warnWritten(_ key: String, in table: TOMLReader) {
        table.warning(
            "the secret \"\(key)\"\(table.place) is written into the configuration; "
                + "better put it into a file of its own and write \(key) = { file = \"secrets/…\" }", at: key)
    }

    /// The text that is elsewhere, and where.
    private mutating func referenced(_ key: String, in table: TOMLReader) -> (text: String, place: String?)? {
        guard let reference = table.table(key) else { return nil }
        let file = reference.string("file")
        let credential = reference.string("credential")
        let variable = reference.string("env")
        guard reference.keys.filter(["file", "credential", "env"].contains).count == 1 else {
            table.problem("\"\(key)\"\(table.place) needs exactly one of file, credential and env", at: key)
            return nil
        }
        if let file { return self.file(file, reference, "file") }
        if let credential { return self.credential(credential, reference) }
        if let variable { return self.variable(variable, reference) }
        return nil
    }

    private func file(_ path: String, _ reference: TOMLReader, _ key: String) -> (text: String, place: String?)? {
        guard !path.isEmpty else {
            reference.problem("the file's path is empty\(reference.place)", at: key)
            return nil
        }
        let place = FilePlace.resolve(path, in: directory)
        do {
            let file = try HostFile(path: place, limit: 65_536)
            guard !file.isReadableByAll else {
                reference.problem("every user of this host can read the secret in \(place); run: chmod o-r \(place)", at: key)
                return nil
            }
            return (file.text, place)
        } catch {
            reference.problem("the secret in \(place) \(error)", at: key)
            return nil
        }
    }

    private func credential(_ name: String, _ reference: TOMLReader) -> (text: String, place: String?)? {
        guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
            reference.problem("a credential is named without a path, such as \"telegram-token\"\(reference.place)", at: "credential")
            return nil
        }
        guard let directory = environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else {
            reference.problem(
                "there are no credentials: CREDENTIALS_DIRECTORY is not set, "
                    + "which systemd does for a unit with LoadCredential=\(name):/path/of/the/secret",
                at: "credential")
            return nil
        }
        return file(FilePlace.resolve(name, in: directory), reference, "credential")
    }

    private func variable(_ name: String, _ reference: TOMLReader) -> (text: String, place: String?)? {
        guard let text = environment[name], !text.isEmpty else {
            reference.problem("the environment variable \(name) is not set\(reference.place)", at: "env")
            return nil
        }
        return (text, "the environment variable \(name)")
    }
}
