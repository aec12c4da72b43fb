/// Something that shows in a simulated chat, in the order in which it happened.
package enum ChatEvent: Hashable, Sendable {
    case message(SimulatedMessage)
    case edited(SimulatedMessage)
    /// A person pressed a button with this text.
    case pressed(chat: Int64, button: String)
    /// What the bot shows to whoever pressed.
    case answered(chat: Int64, text: String?, isAlert: Bool)

    /// Where it happened.
    package var chat: Int64 {
        switch self {
        case .message(let message), .edited(let message): message.chat
        case .pressed(let chat, _), .answered(let chat, _, _): chat
        }
    }
}
