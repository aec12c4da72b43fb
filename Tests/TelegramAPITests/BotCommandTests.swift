import Domain
import TelegramAPI
import Testing

@Suite struct BotCommandTests {
    private func message(_ text: String?, command length: Int?, offset: Int = 0, forwarded: Bool = false) -> Message {
        let entities = length.map { [Message.Entity(type: "bot_command", utf16Offset: offset, utf16Length: $0)] } ?? []
        return Message(
            id: 1, chat: Chat(id: -5, kind: .group), from: User(id: 7, firstName: "M"), date: Instant(seconds: 0), text: text,
            entities: entities, isForwarded: forwarded)
    }

    @Test(
        "is read with its arguments",
        arguments: [
            ("/stat", 5, "stat", []), ("/stat@ThisBot вчера prop", 13, "stat", ["вчера", "prop"]), ("/STAT@thisbot", 13, "stat", []),
            ("/stat  7д\n\u{A0}exo ", 5, "stat", ["7д", "exo"]), ("/start abc_DEF-1", 6, "start", ["abc_DEF-1"]),
            ("/история 1", 8, "история", ["1"]), ("/stat🐘", 5, "stat", ["🐘"]),
        ])
    func reading(text: String, length: Int, name: String, arguments: [String]) {
        #expect(BotCommand(message: message(text, command: length), botUsername: "ThisBot") == BotCommand(name: name, arguments: arguments))
    }

    @Test(
        "is none of this bot's",
        arguments: [
            ("/stat@otherbot", 14, 0), ("/stat@", 6, 0), ("see /stat", 5, 4), ("/", 1, 0), ("/@ThisBot", 9, 0), ("stat", 4, 0),
            ("/stat", 500, 0), ("/stat", -1, 0), ("/stat", 0, 0), ("🐘", 1, 0), ("/stat", Int.max, 0),
        ])
    func foreign(text: String, length: Int, offset: Int) {
        #expect(BotCommand(message: message(text, command: length, offset: offset), botUsername: "ThisBot") == nil)
    }

    @Test(
        "begins a message whoever it is for",
        arguments: [
            ("/stat", 5, 0, true), ("/stat@otherbot вчера", 14, 0, true), ("/@x", 3, 0, true), ("see /stat", 5, 4, false),
            ("/", 1, 0, false),
        ])
    func begins(text: String, length: Int, offset: Int, isCommand: Bool) {
        #expect(BotCommand.begins(message(text, command: length, offset: offset)) == isCommand)
    }

    @Test("is not found in plain talk, in a message without text, or in one passed on from elsewhere")
    func absence() {
        #expect(BotCommand(message: message("/stat", command: nil), botUsername: "ThisBot") == nil)
        #expect(BotCommand(message: message(nil, command: 5), botUsername: "ThisBot") == nil)
        #expect(BotCommand(message: message("/stat", command: 5, forwarded: true), botUsername: "ThisBot") == nil)
    }
}
