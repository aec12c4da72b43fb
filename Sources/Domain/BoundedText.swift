extension StringProtocol {
    /// At most `limit` bytes of UTF-8 of the text, never a part of a scalar; `…`, which counts, stands for what is left out.
    ///
    /// Texts from outside are cut by bytes: one character of Swift can hold a megabyte of combining marks.
    package func bounded(toBytes limit: Int) -> String {
        if utf8.count <= limit { return String(self) }
        return prefix(ofBytes: limit - 3) + "…"
    }

    /// As many whole scalars from the start as fit into `limit` bytes of UTF-8.
    package func prefix(ofBytes limit: Int) -> String {
        var kept = String.UnicodeScalarView()
        var bytes = 0
        for scalar in unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= limit else { break }
            kept.append(scalar)
        }
        return String(kept)
    }
}
