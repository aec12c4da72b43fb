import Domain
import Simulator
import TelegramAPI
import Testing
import Transport

@Suite struct TelegramClientTests {
    let telegram = InProcessTelegram()
    let alice = InProcessTelegram.alice
    let home = ChatAddress(chat: InProcessTelegram.alice.id)

    @Test("knows the bot")
    func me() async throws {
        let me = try await telegram.client().getMe()
        #expect(me.username == "BalanceTestBot")
        #expect(telegram.client().botID == 123_456)
    }

    @Test("is told that another token is not one", arguments: ["123456:other", "1:x"])
    func unauthorized(token: String) async {
        await #expect(throws: TelegramError.unauthorized("Unauthorized")) { try await telegram.client(token: Secret(token)).getMe() }
    }

    @Test("receives what people write and press, and acknowledges it by the next offset")
    func updates() async throws {
        let client = telegram.client()
        telegram.server.userSays("/stat вчера", from: alice)
        let sent = try await client.sendMessage(
            to: home, "<b>Отчёт</b>", keyboard: InlineKeyboard(rows: [[.init("Обновить", data: "poll")]]))
        let query = try #require(telegram.server.press(data: "poll", under: sent.id, in: alice.id, by: alice))
        let updates = try await client.getUpdates(offset: nil, timeout: 0)
        guard case .message(let message) = updates.first?.kind, case .callback(let press) = updates.last?.kind else { throw Unexpected() }
        #expect(BotCommand(message: message, botUsername: "BalanceTestBot") == BotCommand(name: "stat", arguments: ["вчера"]))
        #expect(press.id == query)
        #expect(press.data == "poll")
        #expect(press.message?.id == sent.id)
        try await client.answerCallbackQuery(id: query, text: "Опрашиваю")
        let last = try #require(updates.last)
        #expect(try await client.getUpdates(offset: last.id + 1, timeout: 0).isEmpty)
        #expect(telegram.server.unacknowledged.isEmpty)
    }

    @Test("sends text as it was meant, without a preview")
    func sending() async throws {
        telegram.server.userSays("/start", from: alice)
        let client = telegram.client()
        let sent = try await client.sendMessage(to: home, "<b>a</b> &amp; b", silent: true)
        _ = try await client.sendMessage(to: home, "<b>a</b>", format: .plain, replyTo: sent.id)
        let messages = telegram.server.botMessages(in: alice.id)
        #expect(messages.map(\.text) == ["a & b", "<b>a</b>"])
        #expect(messages.map(\.isSilent) == [true, false])
        #expect(sent.date == Instant(seconds: 1_800_000_000))
    }

    @Test("keeps the topic of a forum")
    func topic() async throws {
        telegram.server.open(SimulatedChat(id: -1007, kind: .supergroup, title: "F", isForum: true))
        _ = try await telegram.client().sendMessage(to: ChatAddress(chat: -1007, topic: 9), "x")
        #expect(telegram.server.messages(in: -1007, topic: 9).count == 1)
    }

    @Test("edits, and is told when that changes nothing")
    func editing() async throws {
        telegram.server.userSays("/start", from: alice)
        let client = telegram.client()
        let sent = try await client.sendMessage(to: home, "one", keyboard: InlineKeyboard(rows: [[.init("b", data: "d")]]))
        try await client.editMessageText(in: alice.id, message: sent.id, "two")
        let error = await #expect(throws: TelegramError.self) { try await client.editMessageText(in: alice.id, message: sent.id, "two") }
        #expect(error?.isMessageNotModified == true)
        #expect(telegram.server.botMessages(in: alice.id).map(\.text) == ["two"])
        #expect(telegram.server.botMessages(in: alice.id).first?.buttons == [])
    }

    @Test("sends a picture and a file byte for byte")
    func uploads() async throws {
        telegram.server.userSays("/start", from: alice)
        let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) } + Array("\r\n--X".utf8)
        let keyboard = InlineKeyboard(rows: [[.init("b", data: "d")]])
        _ = try await telegram.client().sendPhoto(
            to: home, Upload(name: "chart.png", contentType: "image/png", bytes: bytes), caption: "<i>x</i>", keyboard: keyboard)
        _ = try await telegram.client().sendDocument(to: home, Upload(name: "e.csv", contentType: "text/csv", bytes: bytes))
        let messages = telegram.server.botMessages(in: alice.id)
        #expect(messages.map(\.file?.bytes) == [bytes, bytes])
        #expect(messages.map(\.file?.name) == ["chart.png", "e.csv"])
        #expect(messages.first?.text == "x")
        #expect(messages.first?.buttons.first?.first?.data == "d")
    }

    @Test("sets a menu for a scope and a language")
    func menus() async throws {
        let client = telegram.client()
        try await client.setMyCommands([MenuCommand("stat", "Отчёт")], scope: .privateChats, languageCode: "ru")
        try await client.setMyCommands([MenuCommand("stat", "Report")], scope: .chat(42))
        #expect(telegram.server.menus.map(\.scope) == ["all_private_chats", "chat"])
        #expect(telegram.server.menus.map(\.chat) == [nil, 42])
        #expect(telegram.server.menus.map(\.languageCode) == ["ru", ""])
    }

    @Test("never sends twice what the server took and did not answer")
    func acceptedWithoutAnswer() async {
        telegram.server.userSays("/start", from: alice)
        telegram.server.failNext("sendMessage", .acceptThenHang)
        let client = telegram.clientCutOff(afterMessages: 1, in: alice.id)
        let error = await #expect(throws: TelegramError.self) { try await client.sendMessage(to: home, "report") }
        #expect(error?.mayHaveBeenDelivered == true)
        #expect(telegram.server.botMessages(in: alice.id).count == 1)
        #expect(telegram.server.calls(of: "sendMessage") == 1)
    }

    @Test(
        "meets every fault as the error that it is",
        arguments: [
            (.rateLimited(retryAfter: 37), .rateLimited(retryAfter: .seconds(37)), 0),
            (.page(status: 502), .server(status: 502, mayHaveBeenDelivered: true), 0),
            (.acceptThenPage(status: 504), .server(status: 504, mayHaveBeenDelivered: true), 1),
            (.acceptThenGarbage, .malformed("it is empty or broken off"), 1),
            (.refused(code: 500, description: "Internal Server Error"), .server(status: 500, mayHaveBeenDelivered: false), 0),
        ] as [(TelegramFault, TelegramError, Int)])
    func faults(fault: TelegramFault, expected: TelegramError, delivered: Int) async {
        telegram.server.userSays("/start", from: alice)
        telegram.server.failNext("sendMessage", fault)
        await #expect(throws: expected) { try await telegram.client().sendMessage(to: home, "x") }
        #expect(telegram.server.botMessages(in: alice.id).count == delivered)
    }

    @Test("is told of a chat that is gone, closed, moved or malformed")
    func refusals() async {
        let client = telegram.client()
        telegram.server.open(SimulatedChat(id: -5, kind: .group, title: "G"))
        telegram.server.userSays("/start", from: alice)
        telegram.server.admitBot(false, to: alice.id, by: alice)
        telegram.server.migrate(-5, to: -1005)
        await #expect(throws: TelegramError.forbidden("Forbidden: bot was blocked by the user")) {
            try await client.sendMessage(to: home, "x")
        }
        await #expect(throws: TelegramError.migrated(to: -1005)) { try await client.sendMessage(to: ChatAddress(chat: -5), "x") }
        let entities = await #expect(throws: TelegramError.self) { try await client.sendMessage(to: ChatAddress(chat: -1005), "<b>x") }
        #expect(entities?.isEntityError == true)
        let unknown = await #expect(throws: TelegramError.self) { try await client.getChat(-99) }
        #expect(unknown?.mayHaveBeenDelivered == false)
    }
}
