package import Domain

/// How one network is asked for its balance and what its answer means: a TOML file, read and checked.
///
/// The format: at the top `title website source verified polarity currency min_interval serial allow_http logins
/// valid_until closed`; `[secrets]` and `[vars]`
/// say what an account must bring; `[[login]]` steps obtain tokens; `[request]` asks; `[response]` reads. Texts of a request may hold
/// `{secrets.NAME} {vars.NAME} {login.NAME} {now.s} {now.ms} {now.date} {now.rfc3339} {nonce} {uuid}`, and `{a|b}` for the first that exists;
/// they are put in after the text was parsed and are encoded for their place. A JSON member that is exactly `"{vars.NAME[]}"` becomes an
/// array, the variable cut at its commas. `{{` writes a brace.
package struct NetworkDefinition: Sendable {
    /// What a balance means.
    package enum Polarity: String, Sendable, CaseIterable {
        /// What can still be spent.
        case prepaid
        /// What has been spent and is to be paid: kept as a negative balance.
        case owed
    }

    /// A secret that an account brings.
    package struct SecretInput: Hashable, Sendable {
        package let name: String
        /// What to ask a person for.
        package let about: String
    }

    /// A setting that an account brings, or leaves at its default.
    package struct Variable: Hashable, Sendable {
        package let name: String
        /// What to ask a person for.
        package let about: String
        /// Nil when every account must set it.
        package let defaultValue: String?
    }

    /// The file's name without `.toml`.
    package let name: String
    /// What people call the network.
    package let title: String
    package let website: String?
    /// Where the API is documented.
    package let source: String?
    /// The last day on which this version of the API answers, where its end was announced.
    package let validUntil: CivilDate?
    /// The day since which the service is closed.
    package let closed: CivilDate?
    /// Whether a live account has answered as the definition expects.
    package let verified: Bool
    package let polarity: Polarity
    /// How often it may be asked at most; nil where the network names no bound.
    package let minInterval: Duration?
    /// Whether one credential may make but one request at a time.
    package let serial: Bool
    /// Whether plain `http://` is allowed.
    package let allowsHTTP: Bool
    package let secrets: [SecretInput]
    package let variables: [Variable]

    /// The currency of rows that name none; it holds no placeholders but variables.
    let currency: Template?
    let loginLimit: LoginLimit?
    let logins: [LoginStep]
    let request: RequestTemplate
    let response: ResponseRules
}

extension NetworkDefinition {
    /// Compiles every filter now, which takes some 20 ms each, and returns a sentence for each that does not compile.
    package func compileFilters() async -> [String] {
        var filters = [("[response] wallets", response.wallets)]
        if let error = response.answer.error { filters.append(("[response] error", error)) }
        for (index, login) in logins.enumerated() {
            let place = "[[login]] \(index + 1)"
            if let error = login.answer.error { filters.append(("\(place) error", error)) }
            if let save = login.save { filters.append(("\(place) save", save)) }
            if case .filter(let expires)? = login.expires { filters.append(("\(place) expires", expires)) }
        }
        var sentences: [String] = []
        for (place, filter) in filters {
            do throws(JQError) {
                try await filter.compile()
            } catch {
                sentences.append("\(name): \(place): \(error)")
            }
        }
        return sentences
    }
}
