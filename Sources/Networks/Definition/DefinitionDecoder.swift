import Domain
import StrictTOML

/// Reads a definition key by key; every problem goes to the reader's list, and what is not understood is never skipped in silence.
struct DefinitionDecoder {
    let top: TOMLReader

    /// The definition, of use only where the reader found no problem; nil where it cannot even be put together.
    func definition(named name: String) -> NetworkDefinition? {
        let secrets = secretInputs()
        let variables = self.variables()
        let steps = top.tables("login")
        let requests = RequestDecoder(secrets: secrets.map(\.name), variables: variables.map(\.name), hasLogin: !steps.isEmpty)
        let logins = steps.compactMap { loginStep($0, requests) }
        let currency = requests.currency(top)
        let title = top.requiredString("title", example: "ExoClick")
        let polarity = top.string("polarity").map { choice($0, NetworkDefinition.Polarity.self, top, "polarity") }
        let minInterval = duration(top, "min_interval")
        let loginLimit = loginLimit()
        let (website, source) = (top.string("website"), top.string("source"))
        let (validUntil, closed) = (date("valid_until"), date("closed"))
        let (verified, serial, allowsHTTP) = (top.bool("verified"), top.bool("serial"), top.bool("allow_http"))
        let request = table("request").flatMap { requests.request($0) }
        let response = table("response").flatMap { responseRules($0) }
        guard let title, let request, let response else { return nil }
        return NetworkDefinition(
            name: name, title: title, website: website, source: source, validUntil: validUntil, closed: closed, verified: verified ?? false,
            polarity: polarity.flatMap { $0 } ?? .prepaid, minInterval: minInterval, serial: serial ?? false,
            allowsHTTP: allowsHTTP ?? false, secrets: secrets, variables: variables, currency: currency, loginLimit: loginLimit,
            logins: logins, request: request, response: response)
    }

    private func table(_ key: String) -> TOMLReader? {
        if top.kind(of: key) == nil { top.problem("[\(key)] is missing") }
        return top.table(key)
    }

    private func secretInputs() -> [NetworkDefinition.SecretInput] {
        guard let table = top.table("secrets") else { return [] }
        return table.keys.compactMap { key in
            table.string(key, example: "API token, from Account → API").map { NetworkDefinition.SecretInput(name: key, about: $0) }
        }
    }

    private func variables() -> [NetworkDefinition.Variable] {
        guard let table = top.table("vars") else { return [] }
        return table.keys.compactMap { key in
            guard table.kind(of: key) == .table else {
                return table.string(key).map { NetworkDefinition.Variable(name: key, about: $0, defaultValue: nil) }
            }
            guard let inner = table.table(key), let about = inner.requiredString("about") else { return nil }
            return NetworkDefinition.Variable(name: key, about: about, defaultValue: inner.string("default"))
        }
    }

    private func loginStep(_ reader: TOMLReader, _ requests: RequestDecoder) -> LoginStep? {
        let request = requests.request(reader)
        let answer = answerRules(reader)
        let save = filter(reader, "save")
        let expires = reader.string("expires", example: "1h").map { text in
            Domain.duration(from: text).map(LoginStep.Expiry.after) ?? .filter(JQFilter(text, at: place(reader, "expires")))
        }
        let keep = reader.strings("keep") ?? []
        if save == nil, !keep.isEmpty { reader.problem("\"keep\" names values, but there is no \"save\" to give them", at: "keep") }
        let pause = duration(reader, "pause")
        guard let request else { return nil }
        return LoginStep(request: request, answer: answer, save: save, expires: expires, keep: keep, pause: pause)
    }

    private func responseRules(_ reader: TOMLReader) -> ResponseRules? {
        let answer = answerRules(reader)
        let scale = reader.int("scale") ?? 0
        if !(0...18).contains(scale) { reader.problem("\"scale\" must be 0 to 18: amounts are divided by 10 to this power", at: "scale") }
        let allowsEmpty = reader.bool("allow_empty") ?? false
        guard let wallets = reader.requiredString("wallets", example: "{amount: .balance}") else { return nil }
        return ResponseRules(
            answer: answer, wallets: JQFilter(wallets, at: place(reader, "wallets")), scale: scale, allowsEmpty: allowsEmpty)
    }

    private func answerRules(_ reader: TOMLReader) -> AnswerRules {
        var rules = AnswerRules()
        if let format = reader.string("format") {
            if format == "xml" {
                reader.problem("format = \"xml\" is not supported yet; there are json and text", at: "format")
            } else {
                rules.format = choice(format, AnswerRules.Format.self, reader, "format") ?? .json
            }
        }
        rules.error = filter(reader, "error")
        if let table = reader.table("classes") {
            rules.classes = table.keys.compactMap { key in
                if key.isEmpty { table.problem("an empty text would match every error", at: key) }
                return failureClass(table, key).map { AnswerRules.ClassRule(match: key, failureClass: $0) }
            }
        }
        if let table = reader.table("status") {
            for key in table.keys {
                guard let failureClass = failureClass(table, key) else { continue }
                guard let status = Int(key), (300...599).contains(status) else {
                    table.problem("\"\(key)\" is not the HTTP status of a failure (300 to 599)", at: key)
                    continue
                }
                rules.status[status] = failureClass
            }
        }
        return rules
    }

    private func filter(_ reader: TOMLReader, _ key: String) -> JQFilter? {
        reader.string(key).map { JQFilter($0, at: place(reader, key)) }
    }

    /// `exoclick.toml:12, [response] wallets`, for people who look for what has to be changed.
    private func place(_ reader: TOMLReader, _ key: String) -> String {
        let position = reader.position(of: key)
        let file = position.file.split(separator: "/").last.map(String.init) ?? position.file
        return "\(TOMLPosition(file: file, line: position.line)), \(reader.path) \(key)"
    }

    private func failureClass(_ table: TOMLReader, _ key: String) -> FailureClass? {
        table.string(key).flatMap { choice($0, FailureClass.self, table, key) }
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(_ text: String, _: Choice.Type, _ reader: TOMLReader, _ key: String)
        -> Choice?
    where Choice.RawValue == String {
        if let choice = Choice(rawValue: text) { return choice }
        reader.problem("\"\(key)\" must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))", at: key)
        return nil
    }

    private func duration(_ reader: TOMLReader, _ key: String) -> Duration? {
        guard let text = reader.string(key, example: "30s") else { return nil }
        if let duration = Domain.duration(from: text) { return duration }
        reader.problem("\"\(key)\" must be a duration like 30s, 5m, 2h or 3d", at: key)
        return nil
    }

    private func date(_ key: String) -> CivilDate? {
        guard let text = top.string(key, example: "2027-02-23") else { return nil }
        if let date = CivilDate(text) { return date }
        top.problem("\"\(key)\" must be a date like 2027-02-23", at: key)
        return nil
    }

    private func loginLimit() -> LoginLimit? {
        guard let text = top.string("logins", example: "2/1h") else { return nil }
        if let limit = LoginLimit(text) { return limit }
        top.problem("\"logins\" must be a number and a duration, like 2/1h", at: "logins")
        return nil
    }
}
