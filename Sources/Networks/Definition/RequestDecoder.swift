import StrictTOML

/// Reads `[request]` and the request of a `[[login]]` step, and checks that each placeholder has something to stand for.
struct RequestDecoder {
    var secrets: [String]
    var variables: [String]
    var hasLogin: Bool

    func request(_ reader: TOMLReader) -> RequestTemplate? {
        for key in ["sign", "next", "each", "batch", "xml"] where reader.kind(of: key) != nil {
            reader.problem("\"\(key)\" is not supported yet\(reader.place)", at: key)
        }
        let headers = fields(reader, "headers")
        for header in headers where !Self.isHeaderName(header.name) {
            reader.problem("\"\(header.name)\" is not the name of a header", at: "headers")
        }
        let query = fields(reader, "query")
        let basic = basic(reader)
        if basic != nil, headers.contains(where: { $0.name.lowercased() == "authorization" }) {
            reader.problem("\"basic\" and a header Authorization exclude each other\(reader.place)", at: "basic")
        }
        let body = body(reader)
        let method = method(reader, hasBody: body != .none)
        guard let text = reader.requiredString("url", example: "https://api.example.com/balance"), let url = url(text, reader) else {
            return nil
        }
        return RequestTemplate(method: method, url: url, headers: headers, query: query, body: body, basic: basic)
    }

    /// The currency of a definition, which may hold variables and nothing else.
    func currency(_ reader: TOMLReader) -> Template? {
        guard let text = reader.string("currency"), let template = template(text, reader, "currency") else { return nil }
        for placeholder in template.placeholders where !placeholder.alternatives.allSatisfy(\.isVariable) {
            reader.problem("\"currency\" may hold {vars.NAME} only, not \(placeholder.source)", at: "currency")
        }
        return template
    }

    private func method(_ reader: TOMLReader, hasBody: Bool) -> String {
        guard let method = reader.string("method") else { return hasBody ? "POST" : "GET" }
        if !["GET", "POST"].contains(method) { reader.problem("\"method\" must be GET or POST\(reader.place)", at: "method") }
        if hasBody, method == "GET" { reader.problem("a GET has no body\(reader.place); write method = \"POST\"", at: "method") }
        return method
    }

    private func url(_ text: String, _ reader: TOMLReader) -> Template? {
        guard let url = template(text, reader, "url") else { return nil }
        var before = ""
        for piece in url.pieces {
            switch piece {
            case .text(let text): before += text
            case .placeholder(let placeholder):
                let afterScheme = before.firstRange(of: "://").map { before[$0.upperBound...] }
                if afterScheme?.contains("/") == false, !placeholder.alternatives.allSatisfy(\.isVariable) {
                    reader.problem("only {vars.NAME} may stand in the host of a URL, not \(placeholder.source)", at: "url")
                }
                before += "x"
            }
        }
        guard case .text(let start)? = url.pieces.first, start.hasPrefix("https://") || start.hasPrefix("http://") else {
            reader.problem("\"url\" must begin with https:// (or http://, where allow_http is set)\(reader.place)", at: "url")
            return nil
        }
        return url
    }

    private func body(_ reader: TOMLReader) -> RequestTemplate.Body {
        let form = fields(reader, "form")
        let json = reader.any("json").flatMap { self.json($0, reader) }
        if json != nil, reader.kind(of: "form") != nil {
            reader.problem("\"json\" and \"form\" exclude each other\(reader.place)", at: "form")
        }
        if let json { return .json(json) }
        return form.isEmpty ? .none : .form(form)
    }

    private func basic(_ reader: TOMLReader) -> RequestTemplate.Basic? {
        guard let parts = reader.strings("basic") else { return nil }
        guard parts.count == 2 else {
            reader.problem("\"basic\" must hold a user and a password\(reader.place)", at: "basic")
            return nil
        }
        guard let user = template(parts[0], reader, "basic"), let password = template(parts[1], reader, "basic") else { return nil }
        return RequestTemplate.Basic(user: user, password: password)
    }

    private func fields(_ reader: TOMLReader, _ key: String) -> [RequestTemplate.Field] {
        guard let value = reader.any(key) else { return [] }
        guard case .table(let members) = value else {
            reader.problem("\"\(key)\" must be a table of names and values\(reader.place)", at: key)
            return []
        }
        return members.compactMap { member in
            let text: String
            switch member.value {
            case .string(let string): text = string
            case .int(let number): text = String(number)
            case .bool(let flag): text = flag ? "true" : "false"
            case .float, .array, .table:
                reader.problem("\"\(member.key)\" in \"\(key)\" must be text, a whole number, or true or false\(reader.place)", at: key)
                return nil
            }
            return template(text, reader, key).map { RequestTemplate.Field(name: member.key, value: $0) }
        }
    }

    private func json(_ value: TOMLAny, _ reader: TOMLReader) -> JSONTemplate? {
        switch value {
        case .int(let number): return .value(.number(String(number)))
        case .bool(let flag): return .value(.bool(flag))
        case .float(let literal):
            if Double(literal)?.isFinite == true { return .value(.number(literal)) }
            reader.problem("\"\(literal)\" cannot be written in JSON\(reader.place)", at: "json")
            return nil
        case .string(let text):
            guard let template = template(text, reader, "json", allowsList: true) else { return nil }
            return template.lonePlaceholder.flatMap { $0.isList ? .list($0) : nil } ?? .text(template)
        case .array(let elements): return .array(elements.compactMap { json($0, reader) })
        case .table(let members):
            return .object(members.compactMap { member in json(member.value, reader).map { .init(name: member.key, value: $0) } })
        }
    }

    private func template(_ text: String, _ reader: TOMLReader, _ key: String, allowsList: Bool = false) -> Template? {
        let template: Template
        do throws(TemplateError) {
            template = try Template(text)
        } catch {
            reader.problem("\(error)", at: key)
            return nil
        }
        for placeholder in template.placeholders {
            if placeholder.isList, !allowsList || template.lonePlaceholder == nil {
                reader.problem("\(placeholder.source) becomes an array, so it must be a whole member of a JSON body", at: key)
            }
            for alternative in placeholder.alternatives {
                if let problem = problem(alternative) { reader.problem("\(placeholder.source): \(problem)", at: key) }
            }
        }
        return template
    }

    private func problem(_ source: Placeholder.Source) -> String? {
        switch source {
        case .secret(let name): secrets.contains(name) ? nil : "[secrets] has no \"\(name)\""
        case .variable(let name): variables.contains(name) ? nil : "[vars] has no \"\(name)\""
        case .login: hasLogin ? nil : "there is no [[login]] step to save it"
        default: nil
        }
    }

    private static func isHeaderName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"(),/:;<=>?@[\\]{}".utf8.contains($0) }
    }
}

extension Placeholder.Source {
    var isVariable: Bool {
        if case .variable = self { true } else { false }
    }
}
