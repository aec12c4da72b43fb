import CCurl

/// A URL as libcurl itself reads it, so that what was checked is what is connected to.
struct ParsedURL: ~Copyable {
    private let handle: OpaquePointer

    /// Parses an absolute URL; nil when it is malformed or holds a control character or a space.
    ///
    /// `anyScheme` also lets schemes through that this libcurl cannot fetch, such as `socks5h`.
    init?(_ text: String, anyScheme: Bool = false) {
        // A NUL would end the text for C and not for Swift.
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }), let handle = curl_url() else { return nil }
        let flags = UInt32(anyScheme ? CURLU_NON_SUPPORT_SCHEME : 0)
        guard curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK else {
            curl_url_cleanup(handle)
            return nil
        }
        self.handle = handle
    }

    deinit { curl_url_cleanup(handle) }

    /// Moves on to where a relative or absolute `Location` points; false when that is no URL.
    mutating func move(to location: String) -> Bool {
        guard !location.isEmpty, location.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return false }
        return curl_url_set(handle, CURLUPART_URL, location, UInt32(CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK
    }

    var scheme: String? { part(CURLUPART_SCHEME) }
    var host: String? { part(CURLUPART_HOST) }
    /// The zone of a link-local IPv6 address (`eth0` of `[fe80::1%25eth0]`).
    var zone: String? { part(CURLUPART_ZONEID) }
    /// The port as written, nil where there is none.
    var writtenPort: UInt16? { part(CURLUPART_PORT).flatMap { UInt16($0) } }
    /// The port as written, else the scheme's own.
    var port: UInt16? { part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap { UInt16($0) } }
    /// Whether a user name is written, and whether a password is.
    var hasUser: Bool { part(CURLUPART_USER) != nil }
    var hasPassword: Bool { part(CURLUPART_PASSWORD) != nil }
    /// The decoded user name; nil where there is none, or its decoding holds a control character.
    var user: String? { part(CURLUPART_USER, CURLU_URLDECODE) }
    /// The decoded password; nil where there is none, or its decoding holds a control character.
    var password: String? { part(CURLUPART_PASSWORD, CURLU_URLDECODE) }
    /// The whole URL, normalised.
    var text: String? { part(CURLUPART_URL) }

    private func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &value, UInt32(flags)) == CURLUE_OK, let value else { return nil }
        defer { curl_free(value) }
        return String(cString: value)
    }
}
