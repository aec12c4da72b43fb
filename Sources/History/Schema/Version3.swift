/// The third version: what came back was no money, and one wallet's absence is that wallet's alone.
///
/// A part that needs a table or a column adds its statements in an extension of its own, and names them in `statements`.
enum Version3 {
    /// What brings a database of the second version to the third, in order.
    static let statements = currencies + credits + views
}
