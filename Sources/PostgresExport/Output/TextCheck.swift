/// What makes stored bytes no text that can be handed on.
enum TextCheck {
    /// Why the bytes are no UTF-8 text without NUL; nil when they are.
    static func fault(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var isASCII = true
        for byte in bytes {
            if byte == 0 { return "a text with a NUL" }
            isASCII = isASCII && byte < 0x80
        }
        guard !isASCII, String(validating: bytes, as: UTF8.self) == nil else { return nil }
        return "a text that is not UTF-8"
    }
}
