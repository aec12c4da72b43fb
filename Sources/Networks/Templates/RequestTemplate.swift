/// A request of a definition before the account's values are put in.
struct RequestTemplate: Hashable, Sendable {
    /// What is sent after the headers.
    enum Body: Hashable, Sendable {
        case none
        case form([Field])
        case json(JSONTemplate)
    }

    /// A name with its value: a header, or a parameter of a query or a form.
    struct Field: Hashable, Sendable {
        var name: String
        var value: Template
    }

    /// User and password of `Authorization: Basic`.
    struct Basic: Hashable, Sendable {
        var user: Template
        var password: Template
    }

    var method = "GET"
    var url: Template
    var headers: [Field] = []
    var query: [Field] = []
    var body = Body.none
    var basic: Basic?

    /// Every placeholder in it, for the check that each has something to stand for.
    var placeholders: [Placeholder] {
        var all = url.placeholders + (headers + query).flatMap(\.value.placeholders)
        if let basic { all += basic.user.placeholders + basic.password.placeholders }
        switch body {
        case .none: break
        case .form(let fields): all += fields.flatMap(\.value.placeholders)
        case .json(let json): all += json.placeholders
        }
        return all
    }
}
