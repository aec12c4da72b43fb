import Transport

extension RequestTemplate {
    /// The request to send, every value encoded for its place; its time-out, limits and route are the caller's.
    ///
    /// Throws where a value does not fit its place: a line end in a header, a host that is none.
    func request(_ values: TemplateValues, accept: String) throws(TemplateError) -> HTTPRequest {
        var fields: [(name: String, value: String)] = []
        for header in headers { fields.append((header.name, try Self.headerValue(header.name, header.value.text(values)))) }
        func has(_ name: String) -> Bool { fields.contains { $0.name.lowercased() == name } }
        if let basic { fields.append(("Authorization", "Basic " + (try Self.credentials(basic, values)))) }
        if !has("accept") { fields.append(("Accept", accept)) }
        let (body, contentType) = try renderedBody(values)
        let sent: HTTPRequest.Body =
            if let body { .bytes(Array(body.utf8), contentType: contentType) } else { .none }
        return HTTPRequest(method: method, url: try renderedURL(values), headers: fields, body: sent)
    }

    /// Where the request goes, as far as these values tell: nil where the host is a value that they lack, or is none.
    func origin(_ values: TemplateValues) -> Origin? {
        var text = ""
        for piece in url.pieces {
            switch piece {
            case .text(let part): text += part
            case .placeholder(let placeholder):
                // The path says nothing of the origin, and its values may not be known yet.
                guard Self.endsInAuthority(text) || !text.contains("://") else { return Origin(url: text) }
                guard let value = try? values.value(of: placeholder) else { return nil }
                text += value
            }
        }
        return Origin(url: text)
    }

    /// What a basic authorisation sends, for the redactor to know.
    static func credentials(_ basic: Basic, _ values: TemplateValues) throws(TemplateError) -> String {
        let user = try basic.user.text(values)
        guard !user.contains(":") else { throw TemplateError("the user name of a basic authorisation cannot hold a colon") }
        return "\(user):\(try basic.password.text(values))".base64
    }

    private func renderedBody(_ values: TemplateValues) throws(TemplateError) -> (String?, contentType: String) {
        switch body {
        case .none: return (nil, "")
        case .form(let fields): return (try Self.parameters(fields, values), "application/x-www-form-urlencoded")
        case .json(let template): return (try template.json(values).text, "application/json")
        }
    }

    /// The URL: a value before the path must be a host, one behind it is a single segment or parameter.
    private func renderedURL(_ values: TemplateValues) throws(TemplateError) -> String {
        var out = ""
        for piece in url.pieces {
            switch piece {
            case .text(let text): out += text
            case .placeholder(let placeholder):
                let value = try values.value(of: placeholder)
                out += Self.endsInAuthority(out) ? try Self.host(value, placeholder) : try Self.segment(value, placeholder)
            }
        }
        guard !query.isEmpty else { return out }
        return out + (out.contains("?") ? "&" : "?") + (try Self.parameters(query, values))
    }

    private static func endsInAuthority(_ url: String) -> Bool {
        guard let scheme = url.firstRange(of: "://") else { return false }
        return !url[scheme.upperBound...].contains { $0 == "/" || $0 == "?" || $0 == "#" }
    }

    private static func host(_ value: String, _ placeholder: Placeholder) throws(TemplateError) -> String {
        let isHost = value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
            }
        }
        guard isHost, !value.isEmpty else {
            throw TemplateError(
                "the value of \(placeholder.source) is not a host name; write it like api.example.com, without https:// or a path")
        }
        return value
    }

    private static func segment(_ value: String, _ placeholder: Placeholder) throws(TemplateError) -> String {
        // Dots survive the encoding, and a segment of dots alone walks up the path.
        guard !value.isEmpty, value != ".", value != ".." else {
            throw TemplateError("the value of \(placeholder.source) is empty or only dots, which would change the path")
        }
        return value.percentEncoded()
    }

    private static func parameters(_ fields: [Field], _ values: TemplateValues) throws(TemplateError) -> String {
        var parts: [String] = []
        for field in fields { parts.append(field.name.percentEncoded() + "=" + (try field.value.text(values)).percentEncoded()) }
        return parts.joined(separator: "&")
    }

    private static func headerValue(_ name: String, _ value: String) throws(TemplateError) -> String {
        guard !value.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) else {
            throw TemplateError("the value of header \(name) holds a line end or a control character")
        }
        return value
    }
}
