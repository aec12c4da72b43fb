import Simulator
import Testing

@Suite struct ChatTerminalTests {
    let bot = Caller()

    @Test("says what is typed, shows what the bot answers, and ends with the input")
    func conversation() async {
        let shown = Lines()
        let (typed, keyboard) = AsyncStream.makeStream(of: String.self)
        let (answers, shower) = AsyncStream.makeStream(of: String.self)
        let terminal = ChatTerminal(ChatParticipant(bot.alice, of: bot.telegram), style: .plain) { line in
            shown.add(line)
            shower.yield(line)
        }
        keyboard.yield("/stat")
        keyboard.yield("   ")
        keyboard.yield("press nothing")
        async let end: Void = terminal.run(lines: typed)
        while bot.telegram.messages(in: 42).isEmpty { await Task.yield() }
        _ = await bot.call("sendMessage", ["chat_id": 42, "text": "hello"])
        for await line in answers where line == "hello" { break }
        keyboard.finish()
        await end
        #expect(bot.telegram.messages(in: 42).map(\.text) == ["/stat", "hello"])
        #expect(Set(shown.all) == ["нет такой кнопки · there is no such button", "hello"])
    }

    @Test("waits after the last line until each line has its answer")
    func farewell() async {
        let shown = Lines()
        let terminal = ChatTerminal(ChatParticipant(bot.alice, of: bot.telegram), style: .plain) { shown.add($0) }
        let (typed, keyboard) = AsyncStream.makeStream(of: String.self)
        for line in ["/stat", "press nothing", "/balance"] { keyboard.yield(line) }
        keyboard.finish()
        async let end: Void = terminal.run(lines: typed, farewell: .init(patience: .seconds(60), quiet: .milliseconds(1)))
        while bot.telegram.messages(in: 42).count < 2 { await Task.yield() }
        _ = await bot.call("sendMessage", ["chat_id": 42, "text": "the first"])
        while !shown.all.contains("the first") { await Task.yield() }
        _ = await bot.call("sendMessage", ["chat_id": 42, "text": "the second"])
        await end
        #expect(bot.telegram.botMessages(in: 42).map(\.text) == ["the first", "the second"])
    }

    @Test("waits no longer than it may for what does not come")
    func patience() async {
        let terminal = ChatTerminal(ChatParticipant(bot.alice, of: bot.telegram), style: .plain) { _ in }
        let (typed, keyboard) = AsyncStream.makeStream(of: String.self)
        keyboard.yield("/stat")
        keyboard.finish()
        await terminal.run(lines: typed, farewell: .init(patience: .milliseconds(20), quiet: .seconds(60)))
        #expect(bot.telegram.botMessages(in: 42).isEmpty)
    }

    @Test("marks formatting for a terminal, and lets no name steer it")
    func style() async throws {
        bot.telegram.userSays("/start", from: bot.alice)
        let text = "<b>Итого <i>USD</i></b>\nevil\u{1B}[2J\u{7}"
        _ = await bot.call("sendMessage", ["chat_id": 42, "text": .string(text), "parse_mode": "HTML"])
        let message = try #require(bot.telegram.botMessages(in: 42).first)
        #expect(ChatStyle.plain.lines(for: .message(message)) == "Итого USD\nevil[2J")
        #expect(
            ChatStyle.ansi.lines(for: .message(message))
                == "\u{1B}[1mИтого \u{1B}[0m\u{1B}[3;1mUSD\u{1B}[0m\nevil[2J")
    }
}
