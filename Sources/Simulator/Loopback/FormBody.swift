/// Reads the fields of a form, in both of its encodings; a file counts as its bytes.
struct FormBody {
    /// The fields that are no files.
    private(set) var fields: [String: String] = [:]
    /// The files by the field's name.
    private(set) var files: [String: SentFile] = [:]

    /// Nil where the request's content type is none of a form's.
    init?(_ request: ServedRequest) {
        let type = request.headers["content-type"] ?? ""
        if type.hasPrefix("application/x-www-form-urlencoded") {
            fields = Self.urlEncoded(String(decoding: request.body, as: UTF8.self)[...])
        } else if type.hasPrefix("multipart/form-data"), let mark = type.firstRange(of: "boundary=") {
            let boundary = type[mark.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
            readParts(request.body, boundary: Array("--\(boundary)".utf8))
        } else {
            return nil
        }
    }

    /// The parameters of `a=1&b=%20`.
    static func urlEncoded(_ text: Substring) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[decode(halves[0])] = halves.count == 2 ? decode(halves[1]) : ""
        }
        return fields
    }

    private static func decode(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func readParts(_ body: [UInt8], boundary: [UInt8]) {
        let marks = body.ranges(of: boundary)
        for (mark, next) in zip(marks, marks.dropFirst()) {
            // Between the boundaries: CRLF, the header, an empty line, the content, CRLF.
            let part = body[mark.upperBound..<next.lowerBound].dropFirst(2).dropLast(2)
            guard let gap = part.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let header = String(decoding: part[..<gap.lowerBound], as: UTF8.self)
            let content = Array(part[gap.upperBound...])
            guard let name = Self.parameter("name", of: header) else { continue }
            if let fileName = Self.parameter("filename", of: header) {
                files[name] = SentFile(name: fileName, bytes: content)
            } else {
                fields[name] = String(decoding: content, as: UTF8.self)
            }
        }
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        guard let start = header.firstRange(of: " \(name)=\"") else { return nil }
        return String(header[start.upperBound...].prefix { $0 != "\"" })
    }
}

/// A file that the bot sent.
package struct SentFile: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]
}
