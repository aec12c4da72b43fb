import CCairo

/// Paints drawings into pixels: cairo's surface and context, and nothing that decides.
struct Canvas: ~Copyable {
    private let surface: OpaquePointer
    private let context: OpaquePointer

    private init(surface: OpaquePointer, context: OpaquePointer) {
        self.surface = surface
        self.context = context
    }

    /// A white canvas of so many pixels, on which a unit is `scale` pixels. Throws `ChartError.cairo`.
    static func blank(width: Int, height: Int, scale: Double) throws(ChartError) -> Canvas {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            let context = cairo_create(surface)
        else { throw .cairo("out of memory") }
        let canvas = Canvas(surface: surface, context: context)
        try check(cairo_status(context))
        Ruler.prepare(context)
        canvas.set(.paper)
        cairo_paint(context)
        cairo_scale(context, scale, scale)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        return canvas
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Paints `drawing`, its upper edge `top` units below the canvas's.
    func paint(_ drawing: Drawing, top: Double) {
        cairo_save(context)
        cairo_translate(context, 0, top)
        for element in drawing.elements { paint(element.shape) }
        cairo_restore(context)
    }

    private func paint(_ shape: Drawing.Shape) {
        switch shape {
        case .rectangle(let place, let colour):
            set(colour)
            cairo_rectangle(context, place.x, place.y, place.width, place.height)
            cairo_fill(context)
        case .hatching(let place, let colour): hatch(place, colour)
        case .line(let points, let colour, let width, let isDashed):
            set(colour)
            trace(points)
            cairo_set_line_width(context, width)
            let dashes = [4.0, 4.0]
            cairo_set_dash(context, dashes, isDashed ? 2 : 0, 0)
            cairo_stroke(context)
        case .polygon(let points, let colour):
            set(colour)
            trace(points)
            cairo_close_path(context)
            cairo_fill(context)
        case .dot(let centre, let radius, let colour):
            set(colour)
            cairo_arc(context, centre.x, centre.y, radius, 0, 2 * .pi)
            cairo_fill(context)
        case .text(let text, let start, let style, let colour):
            set(colour)
            Ruler.select(style, in: context)
            cairo_move_to(context, start.x, start.y)
            cairo_show_text(context, text)
        }
    }

    private func hatch(_ place: Rectangle, _ colour: Colour) {
        cairo_save(context)
        cairo_rectangle(context, place.x, place.y, place.width, place.height)
        cairo_clip(context)
        set(colour.faded(0.28))
        cairo_paint(context)
        set(colour)
        cairo_set_line_width(context, 1.5)
        cairo_set_dash(context, [], 0, 0)
        // Anchored to the canvas, so that neighbours' lines meet.
        var x = ((place.x - place.height) / 9).rounded(.down) * 9
        while x < place.right {
            cairo_move_to(context, x, place.bottom)
            cairo_line_to(context, x + place.height, place.y)
            x += 9
        }
        cairo_stroke(context)
        cairo_restore(context)
    }

    private func trace(_ points: [Point]) {
        for (index, point) in points.enumerated() {
            if index == 0 { cairo_move_to(context, point.x, point.y) } else { cairo_line_to(context, point.x, point.y) }
        }
    }

    private func set(_ colour: Colour) {
        cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.opacity)
    }

    /// The bytes of a PNG file. Throws `ChartError.cairo`, also for what went wrong while painting.
    func png() throws(ChartError) -> [UInt8] {
        try Self.check(cairo_status(context))
        var bytes: [UInt8] = []
        let status = withUnsafeMutablePointer(to: &bytes) { collected in
            cairo_surface_write_to_png_stream(
                surface,
                { closure, data, count in
                    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    closure.assumingMemoryBound(to: [UInt8].self).pointee.append(
                        contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                    return CAIRO_STATUS_SUCCESS
                }, collected)
        }
        try Self.check(status)
        return bytes
    }

    private static func check(_ status: cairo_status_t) throws(ChartError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw .cairo(String(cString: cairo_status_to_string(status)))
    }
}
