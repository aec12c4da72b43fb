import CPostgres
package import Domain

/// Where PostgreSQL is, in libpq's words: `service=…`, `host=… dbname=…`, or a URL. Its text is a secret, since a password may be in it.
package struct ConnectionTarget: Sendable {
    let text: Secret
    /// The keywords that are set in it, so that a default of ours does not take their place.
    let keywords: Set<String>
    /// The passwords that stand in it, for redaction.
    package let passwords: [Secret]

    /// Reads `text`. Throws `SyncError.noTarget` where it says nothing, and `badTarget` when libpq cannot read it; libpq's own words are kept
    /// back, since they quote what may be a password.
    ///
    /// So does what libpq would take for a name though a password is in it: an `@` of a password that was not written as `%40` makes the rest
    /// a part of the host, and a whole connection string can stand in `dbname`. Names are printed.
    package init(_ text: Secret) throws(SyncError) {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text.reveal(), &message) else {
            PQfreemem(message)
            throw .badTarget
        }
        defer { PQconninfoFree(options) }
        var keywords: Set<String> = []
        var passwords: [Secret] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                let name = String(cString: keyword)
                keywords.insert(name)
                guard !Self.mayHoldPassword(name, value: String(cString: value)) else { throw .badTarget }
                if ["password", "sslpassword"].contains(name) { passwords.append(Secret(String(cString: value))) }
            }
            option += 1
        }
        // It would be whatever server libpq takes to be meant, and perhaps nobody's.
        guard !keywords.isEmpty else { throw .noTarget }
        self.text = text
        self.keywords = keywords
        self.passwords = passwords
    }

    private static func mayHoldPassword(_ keyword: String, value: String) -> Bool {
        switch keyword {
        // An abstract socket's name begins with it.
        case "host", "hostaddr", "port": value.dropFirst().contains("@")
        case "dbname", "user", "service": value.contains("=") || value.contains("://")
        default: false
        }
    }
}
