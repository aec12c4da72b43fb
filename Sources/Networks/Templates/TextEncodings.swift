import Domain

extension String {
    /// Percent-encoded so far that it is one value wherever it stands in a URL or a form (RFC 3986, all but "unreserved").
    func percentEncoded(hex: HexCase = .upper) -> String {
        var out = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                out.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: hex == .upper)
                out += byte < 16 ? "%0" + digits : "%" + digits
            }
        }
        return out
    }

    enum HexCase {
        case upper, lower
    }

    /// The UTF-8 bytes in base64 with padding (RFC 4648).
    var base64: String { String(decoding: Base64.digits(of: Array(utf8), isPadded: true), as: UTF8.self) }
}
