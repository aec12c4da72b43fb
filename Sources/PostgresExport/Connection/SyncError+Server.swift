/// What PostgreSQL and libpq say, as one of our cases.
extension SyncError {
    /// From the state and the primary message of a refused statement; these two never hold a password.
    init(state: String, reason: String, constraint: String? = nil) {
        let reason = Self.line(reason)
        switch state {
        case "42501": self = .noPermission(reason: reason)
        case "25006": self = .readOnly
        case "42P01", "42703": self = .incompleteSchema(reason: reason)
        case "53100": self = .diskFull(reason: reason)
        case "55P03": self = .lockTimeout
        case "57014": self = .tooSlow
        case "57P01", "57P02", "57P03", "57P05", "25P03": self = .stopped(reason: reason)
        case let state where state.hasPrefix("23"): self = .refused(rule: constraint ?? state, reason: reason)
        case let state where state.hasPrefix("08"): self = .stopped(reason: reason)
        default: self = .failed(state: state, reason: reason)
        }
    }

    /// From libpq's message about a connection that never came to be, in which there is no state.
    ///
    /// A server that speaks another language is told apart less well; its own words are in the sentence all the same.
    init(notConnected message: String, to place: String, needsPassword: Bool) {
        // Of several addresses the last line tells of the last one tried; "FATAL" stands before what the server said.
        let lines = message.split(whereSeparator: \.isNewline).map(String.init)
        let fatal = lines.last { $0.contains("FATAL:") }
        let reason = Self.line(fatal ?? lines.first { $0.contains("failed:") } ?? lines.first ?? "no reason given")
        func says(_ words: String...) -> Bool { words.contains { reason.contains($0) } }
        if needsPassword || says("authentication failed", "pg_hba.conf", "role \"", "no password") {
            self = .notAdmitted(place: place, reason: reason)
        } else if fatal == nil, says("SSL", "certificate", "GSS") {
            self = says("invalid ") ? .badSettings(reason: reason) : .noEncryption(place: place, reason: reason)
        } else if fatal == nil, !message.contains("connection to server"), !says("translate host", "timeout expired") {
            self = .badSettings(reason: reason)
        } else if fatal == nil {
            self = .unreachable(place: place, reason: reason)
        } else if says("database ") && says("does not exist") {
            self = .noDatabase(place: place, reason: reason)
        } else if says("permission denied") {
            self = .noPermission(reason: reason)
        } else if says("too many", "remaining connection slots", "is starting up", "is shutting down", "in recovery", "not yet accepting") {
            self = .unready(place: place, reason: reason)
        } else {
            self = .notAdmitted(place: place, reason: reason)
        }
    }

    /// What to do about a way that cannot be protected, by libpq's reason.
    static func encryptionAdvice(_ reason: String) -> String {
        func says(_ words: String...) -> Bool { words.contains { reason.contains($0) } }
        return if says("does not support SSL") {
            "turn TLS on at the server (ssl = on, with a certificate), or choose a weaker sslmode where the way to it is safe without"
        } else if says("root certificate file", "verify failed") {
            "name by sslrootcert=FILE the certificate of the authority that signed the server's, or that one itself where it is self-signed"
        } else if says("does not match host name") {
            "name the server by the name in its certificate (host=NAME, with hostaddr=ADDRESS where that cannot be looked up)"
        } else {
            "check sslmode, sslrootcert and the server's certificate"
        }
    }

    /// What matters of libpq's message about a connection that broke off: what the server said at the end, else the first line.
    static func gist(of message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map(String.init)
        return line(lines.first { $0.contains("FATAL:") } ?? lines.first ?? "no reason given")
    }

    /// One line without control characters, and of a length that can be read.
    static func line(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).map(String.init).joined(separator: " ")
        let said = line.firstRange(of: "FATAL:  ") ?? line.firstRange(of: "failed: ")
        let tail = said.map { line[$0.upperBound...] } ?? line[...]
        return String(tail.map { $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0 }.prefix(300))
    }
}
