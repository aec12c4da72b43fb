import Domain
import Simulator
import Testing

@Suite struct SimulatedTelegramTests {
    let bot = Caller()

    @Test(
        "asks for the right token and a known method",
        arguments: [
            ("123456:ABC", "getMe", 200), ("123456:ABD", "getMe", 401), ("nonsense", "getMe", 404), ("123456:ABC", "getNothing", 404),
        ])
    func token(token: String, method: String, status: Int) async {
        #expect(await bot.call(method, token: token).status == status)
    }

    @Test(
        "refuses what the real one refuses",
        arguments: [
            (["chat_id": 42, "text": ""], "message text is empty"), (["chat_id": 42, "text": " \n"], "message text is empty"),
            (["chat_id": 43, "text": "x"], "chat not found"), (["text": "x"], "chat not found"),
            (["chat_id": 42, "text": "x", "message_thread_id": 3], "message thread not found"),
            (
                ["chat_id": 42, "text": "<b>x", "parse_mode": "HTML"],
                "can't parse entities: Can't find end tag corresponding to start tag \"b\""
            ),
            (
                ["chat_id": 42, "text": "x", "reply_markup": ["inline_keyboard": [[["text": "b", "callback_data": .string(long(65))]]]]],
                "BUTTON_DATA_INVALID"
            ),
            (["chat_id": 42, "text": .string(long(4097))], "message is too long"),
            (["chat_id": 42, "text": .string(String(repeating: "👍", count: 2049))], "message is too long"),
        ] as [(JSON, String)])
    func refusals(parameters: JSON, words: String) async {
        bot.telegram.userSays("/start", from: bot.alice)
        let (status, body) = await bot.call("sendMessage", parameters)
        #expect(status == 400)
        #expect(body["description"] == .string("Bad Request: \(words)"))
        #expect(bot.telegram.botMessages(in: 42).isEmpty)
    }

    @Test("counts a text's length without its tags")
    func length() async {
        bot.telegram.userSays("/start", from: bot.alice)
        let text = "<b>\(Self.long(4096))</b>"
        #expect(await bot.call("sendMessage", ["chat_id": 42, "text": .string(text), "parse_mode": "HTML"]).status == 200)
    }

    @Test("answers 429 for one chat alone, and as often as it was told")
    func limit() async {
        let bob = SimulatedUser(id: 43, name: "Bob")
        bot.telegram.userSays("/start", from: bot.alice)
        bot.telegram.userSays("/start", from: bob)
        bot.telegram.limit(42, retryAfter: 37, calls: 2)
        for status in [429, 429, 200] {
            let answer = await bot.call("sendMessage", ["chat_id": 42, "text": "x"])
            #expect(answer.status == status)
            if status == 429 { #expect(answer.body["parameters"] == ["retry_after": 37]) }
            #expect(await bot.call("sendMessage", ["chat_id": 43, "text": "x"]).status == 200)
        }
    }

    @Test("tells both chats of a migration, and refuses the old one with the new one's id")
    func migration() async {
        bot.telegram.open(SimulatedChat(id: -5, kind: .group, title: "G"))
        bot.telegram.migrate(-5, to: -1005)
        let updates = await bot.call("getUpdates").body["result"]?.elements ?? []
        #expect(updates.map { $0["message"]?["migrate_to_chat_id"]?.integer } == [-1005, nil])
        #expect(updates.map { $0["message"]?["migrate_from_chat_id"]?.integer } == [nil, -5])
        let answer = await bot.call("sendMessage", ["chat_id": -5, "text": "x"])
        #expect(answer.body["parameters"]?["migrate_to_chat_id"] == -1005)
        #expect(await bot.call("sendMessage", ["chat_id": -1005, "text": "x"]).status == 200)
    }

    @Test("lets a blocked bot write again once it is let in")
    func blocking() async {
        bot.telegram.userSays("/start", from: bot.alice)
        bot.telegram.admitBot(false, to: 42, by: bot.alice)
        #expect(await bot.call("sendMessage", ["chat_id": 42, "text": "x"]).status == 403)
        bot.telegram.admitBot(true, to: 42, by: bot.alice)
        #expect(await bot.call("sendMessage", ["chat_id": 42, "text": "x"]).status == 200)
        #expect(await bot.poll().count == 3)
    }

    @Test("takes an answer to a press once")
    func query() async throws {
        bot.telegram.userSays("/start", from: bot.alice)
        let keyboard: JSON = ["inline_keyboard": [[["text": "Обновить", "callback_data": "poll"]]]]
        _ = await bot.call("sendMessage", ["chat_id": 42, "text": "x", "reply_markup": keyboard])
        #expect(bot.telegram.press(labelled: "Обнов", in: 42, by: bot.alice))
        #expect(!bot.telegram.press(labelled: "Нет", in: 42, by: bot.alice))
        let update = try #require(await bot.call("getUpdates").body["result"]?.elements.last)
        let id = try #require(update["callback_query"]?["id"])
        #expect(await bot.call("answerCallbackQuery", ["callback_query_id": id]).status == 200)
        #expect(await bot.call("answerCallbackQuery", ["callback_query_id": id]).status == 400)
    }

    @Test("meets the faults of one method in their order, then none")
    func faults() async {
        bot.telegram.failNext("getMe", .page(status: 502))
        bot.telegram.failNext("getMe", .refused(code: 500, description: "Internal Server Error"))
        #expect(await bot.call("getChat", ["chat_id": 1]).status == 400)
        for status in [502, 500, 200] { #expect(await bot.call("getMe").status == status) }
    }

    @Test("reads a form as well as JSON")
    func form() async {
        bot.telegram.userSays("/start", from: bot.alice)
        let request = ServedRequest(
            method: "POST", target: "/bot123456:ABC/sendMessage?chat_id=42",
            headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array("text=a%26b+%D1%8F&x".utf8))
        #expect(await bot.telegram.respond(to: request).status == 200)
        #expect(bot.telegram.botMessages(in: 42).map(\.text) == ["a&b я"])
    }

    private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }
}
