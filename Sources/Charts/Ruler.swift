import CCairo

/// Measures texts in the font that they are painted in, and knows what that font cannot print.
package final class Ruler {
    /// The family that the Debian package recommends; fontconfig takes the nearest where it is missing.
    static let family = "DejaVu Sans"

    private let surface: OpaquePointer
    private let context: OpaquePointer

    /// Throws `ChartError.noFont` where the host has no font with Cyrillic letters: boxes in place of words help nobody.
    package init() throws(ChartError) {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1), let context = cairo_create(surface) else {
            throw .cairo("out of memory")
        }
        self.surface = surface
        self.context = context
        guard cairo_status(context) == CAIRO_STATUS_SUCCESS else {
            throw .cairo(String(cString: cairo_status_to_string(cairo_status(context))))
        }
        Self.prepare(context)
        Self.select(TextStyle.axis, in: context)
        // Without any font cairo falls back to one drawn by itself, which has no Cyrillic.
        guard cairo_scaled_font_get_type(cairo_get_scaled_font(context)) == CAIRO_FONT_TYPE_FT, missing("Жжя09Az,.").isEmpty else {
            throw .noFont
        }
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// How far the pen moves.
    package func width(_ text: String, _ style: TextStyle) -> Double {
        Self.select(style, in: context)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }

    /// The text with an ellipsis where it is wider than `limit`.
    func fitted(_ text: String, _ style: TextStyle, within limit: Double) -> String {
        guard width(text, style) > limit else { return text }
        var (low, high) = (0, text.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if width(text.prefix(middle) + "…", style) <= limit { low = middle } else { high = middle - 1 }
        }
        var start = text.prefix(low)
        while start.last?.isWhitespace ?? false { start.removeLast() }
        return start + "…"
    }

    /// `text` on one line without what the font cannot print; `plain` where too little is left of it.
    func printable(_ text: String, otherwise plain: String = "?") -> String {
        let spaced = text.unicodeScalars.map { scalar in scalar.properties.isWhitespace && scalar.value < 0xA0 ? " " : scalar }
        let marks = spaced.filter { ![.control, .format, .privateUse, .surrogate, .unassigned].contains($0.properties.generalCategory) }
        let missing = missing(String(String.UnicodeScalarView(marks)))
        // A narrow space that a font lacks is still a space.
        let left = marks.compactMap { scalar -> Unicode.Scalar? in
            guard missing.contains(scalar) else { return scalar }
            return scalar.properties.isWhitespace ? " " : nil
        }
        let words = String(String.UnicodeScalarView(left)).split(separator: " ", omittingEmptySubsequences: true)
        let result = words.joined(separator: " ")
        let isRest = left.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        return isRest || text.unicodeScalars.count == left.count ? result : plain
    }

    /// What of `text` the font has no glyph for.
    private func missing(_ text: String) -> Set<Unicode.Scalar> {
        Self.select(TextStyle.axis, in: context)
        var (glyphs, count): (UnsafeMutablePointer<cairo_glyph_t>?, Int32) = (nil, 0)
        let status = cairo_scaled_font_text_to_glyphs(
            cairo_get_scaled_font(context), 0, 0, text, -1, &glyphs, &count, nil, nil, nil)
        defer { cairo_glyph_free(glyphs) }
        let scalars = Array(text.unicodeScalars)
        // FreeType's glyph 0 is the box; the toy interface makes one glyph of each scalar.
        guard status == CAIRO_STATUS_SUCCESS, let glyphs, Int(count) == scalars.count else { return Set(scalars) }
        return Set(scalars.indices.filter { glyphs[$0].index == 0 }.map { scalars[$0] })
    }

    /// Without hinting a text is as wide in pixels as it was measured in units.
    static func prepare(_ context: OpaquePointer) {
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    /// Makes `style` the font of `context`.
    static func select(_ style: TextStyle, in context: OpaquePointer) {
        cairo_select_font_face(context, family, CAIRO_FONT_SLANT_NORMAL, style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, style.size)
    }
}
