import Domain
import Simulator
import TelegramAPI
import Testing
import Transport

@Suite("The Bot API over HTTP") struct LoopbackTelegramTests {
    let telegram = InProcessTelegram()
    let alice = InProcessTelegram.alice
    let home = ChatAddress(chat: InProcessTelegram.alice.id)

    /// Runs `body` with a client that reaches the simulated Telegram by a socket.
    private func overHTTP(routes: [Route] = [.direct], _ body: (TelegramClient) async throws -> Void) async throws {
        let http = HTTPClient()
        defer { http.shutdown() }
        try await LoopbackServer.during(answering: telegram.server.respond) { url in
            let client = TelegramClient(api: url, token: InProcessTelegram.token, routes: routes, allowsHTTP: true) {
                (request) async throws(TransportError) in try await http.send(request)
            }
            try await body(client)
        }
    }

    @Test("carries a conversation")
    func conversation() async throws {
        try await overHTTP { client in
            #expect(try await client.getMe().id == 123_456)
            async let updates = client.getUpdates(offset: nil, timeout: 50)
            while telegram.server.calls(of: "getUpdates") == 0 { await Task.yield() }
            telegram.server.userSays("/stat@BalanceTestBot 7д", from: alice)
            let update = try #require(await updates.first)
            guard case .message(let message) = update.kind else { throw Unexpected() }
            #expect(BotCommand(message: message, botUsername: "BalanceTestBot") == BotCommand(name: "stat", arguments: ["7д"]))
            let sent = try await client.sendMessage(to: message.address, "<b>Отчёт</b> 👍")
            try await client.editMessageText(in: home.chat, message: sent.id, "2")
            #expect(telegram.server.botMessages(in: home.chat).map(\.text) == ["2"])
        }
    }

    @Test("carries a file byte for byte")
    func upload() async throws {
        telegram.server.userSays("/start", from: alice)
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await overHTTP { client in
            _ = try await client.sendDocument(
                to: home, Upload(name: "отчёт.csv", contentType: "text/csv", bytes: bytes), caption: "<b>x</b>")
        }
        let message = try #require(telegram.server.botMessages(in: home.chat).first)
        #expect(message.file?.bytes == bytes)
        #expect(message.file?.name == "отчёт.csv")
        #expect(message.text == "x")
    }

    @Test("does not repeat what was taken when the answer never comes")
    func hanging() async throws {
        telegram.server.userSays("/start", from: alice)
        telegram.server.failNext("sendMessage", .acceptThenHang)
        try await overHTTP { client in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    let error = await #expect(throws: TelegramError.self) { try await client.sendMessage(to: home, "report") }
                    #expect(error?.mayHaveBeenDelivered == true)
                }
                _ = await telegram.server.waitForMessages(1, in: home.chat)
                group.cancelAll()
            }
        }
        #expect(telegram.server.calls(of: "sendMessage") == 1)
    }

    @Test("goes by the next route when a proxy is not there")
    func proxy() async throws {
        try await overHTTP(routes: [.proxy(Secret("socks5h://127.0.0.1:9")), .direct]) { client in
            let me = try await client.getMe()
            #expect(me.username == "BalanceTestBot")
            #expect(client.route == .direct)
        }
    }

    @Test("never shows the token when nobody answers")
    func canary() async throws {
        let http = HTTPClient()
        defer { http.shutdown() }
        for api in ["http://127.0.0.1:9", "127.0.0.1:9", "ftp://127.0.0.1", ""] {
            let client = TelegramClient(api: api, token: InProcessTelegram.token, allowsHTTP: true) {
                (request) async throws(TransportError) in try await http.send(request)
            }
            let error = try #require(await #expect(throws: TelegramError.self) { try await client.getMe() })
            #expect(!"\(error) \(String(reflecting: error))".contains("canary"))
            #expect(!error.mayHaveBeenDelivered)
        }
    }
}
