import CCurl

/// The owner of one libcurl easy handle and of the lists that it points to.
struct EasyHandle: ~Copyable {
    let raw: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var mime: OpaquePointer?
    /// The first setting that libcurl refused.
    private(set) var refusal: CURLcode?

    /// A fresh handle; nil when memory is out.
    init?() {
        guard let raw = curl_easy_init() else { return nil }
        self.raw = raw
    }

    deinit {
        curl_easy_cleanup(raw)
        for list in lists { curl_slist_free_all(list) }
        if let mime { curl_mime_free(mime) }
    }

    mutating func set(_ option: CURLoption, _ value: Int) { note(ccurl_set_long(raw, option, value)) }
    mutating func set(_ option: CURLoption, _ value: String?) { note(ccurl_set_string(raw, option, value)) }
    mutating func set(_ option: CURLoption, offset: Int) { note(ccurl_set_offset(raw, option, curl_off_t(offset))) }
    mutating func set(_ option: CURLoption, writer: @escaping curl_write_callback) { note(ccurl_set_writer(raw, option, writer)) }
    mutating func set(_ option: CURLoption, prerequest: @escaping curl_prereq_callback) {
        note(ccurl_set_prerequest(raw, option, prerequest))
    }
    mutating func set(_ option: CURLoption, context: UnsafeMutableRawPointer) { note(ccurl_set_context(raw, option, context)) }

    /// Sets a list of lines, which lives as long as the handle.
    mutating func set(_ option: CURLoption, lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else { return fail(with: list) }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        note(ccurl_set_list(raw, option, list))
    }

    /// Sets a copy of `bytes` as the body.
    mutating func setBody(_ bytes: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
        bytes.withUnsafeBytes { buffer in
            // An empty array has no address, and without one libcurl would ask for the body by callback.
            withUnsafePointer(to: UInt8(0)) { empty in
                note(ccurl_set_bytes(raw, CURLOPT_COPYPOSTFIELDS, buffer.baseAddress ?? UnsafeRawPointer(empty)))
            }
        }
    }

    /// Sets a copy of `parts` as a `multipart/form-data` body.
    mutating func setBody(_ parts: [HTTPRequest.Part]) {
        guard let mime = curl_mime_init(raw) else { return note(CURLE_OUT_OF_MEMORY) }
        self.mime = mime
        for part in parts {
            guard let field = curl_mime_addpart(mime) else { return note(CURLE_OUT_OF_MEMORY) }
            note(curl_mime_name(field, part.name))
            if let fileName = part.fileName { note(curl_mime_filename(field, fileName)) }
            if let contentType = part.contentType { note(curl_mime_type(field, contentType)) }
            part.bytes.withUnsafeBytes { bytes in
                note(curl_mime_data(field, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count))
            }
        }
        note(ccurl_set_mime(raw, CURLOPT_MIMEPOST, mime))
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    func offset(_ info: CURLINFO) -> Int {
        var value = curl_off_t(0)
        return ccurl_get_offset(raw, info, &value) == CURLE_OK ? Int(value) : 0
    }

    func hasText(_ info: CURLINFO) -> Bool {
        var value: UnsafePointer<CChar>?
        return ccurl_get_string(raw, info, &value) == CURLE_OK && value != nil
    }

    private mutating func fail(with list: UnsafeMutablePointer<curl_slist>?) {
        curl_slist_free_all(list)
        note(CURLE_OUT_OF_MEMORY)
    }

    private mutating func note(_ code: CURLcode) {
        if code != CURLE_OK, refusal == nil { refusal = code }
    }
}
