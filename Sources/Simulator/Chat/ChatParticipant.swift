/// One person in one chat: turns a typed line into what that person does there.
package struct ChatParticipant: Sendable {
    let telegram: SimulatedTelegram
    let user: SimulatedUser
    let chat: Int64

    /// `user` in `chat`, by default in the private chat with the bot.
    package init(_ user: SimulatedUser, of telegram: SimulatedTelegram, in chat: Int64? = nil) {
        self.telegram = telegram
        self.user = user
        self.chat = chat ?? user.id
    }

    /// Does what `line` says: `press TEXT` presses the newest button with that text, anything else is said.
    ///
    /// False where there is no such button.
    package func type(_ line: String) -> Bool {
        if line.hasPrefix("press ") {
            return telegram.press(labelled: String(line.dropFirst("press ".count)), in: chat, by: user)
        }
        telegram.userSays(line, from: user, in: chat)
        return true
    }
}
