/// What a pressed button says: an action and its parameters, from data that anybody can forge.
struct ButtonPress {
    let action: ButtonAction
    let parameters: [String]

    /// Nil for data that is none of this version's.
    init?(data: String) {
        let words = data.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard data.utf8.count <= 64, let action = ButtonAction(rawValue: words[0]) else { return nil }
        self.action = action
        parameters = Array(words.dropFirst())
    }
}
