import Simulator
import Synchronization
import Testing

@Suite struct ScriptedChatTests {
    let bot = Caller()

    /// Plays `script` while the bot answers each of its updates by `answers`, and returns what was shown.
    private func play(_ script: String, answers: [String: JSON]) async throws -> (outcome: ScriptedChat.Outcome, shown: [String]) {
        let shown = Lines()
        let chat = ScriptedChat(ChatParticipant(bot.alice, of: bot.telegram)) { shown.add($0) }
        let script = try ChatScript(script)
        let outcome = await withTaskGroup(of: Void.self) { group in
            group.addTask { await answer(answers) }
            defer { group.cancelAll() }
            return await chat.play(script)
        }
        return (outcome, shown.all)
    }

    private func answer(_ answers: [String: JSON]) async {
        var offset: Int64 = 0
        while !Task.isCancelled {
            let answer = await bot.call("getUpdates", ["offset": .integer(offset), "timeout": 600])
            for update in answer.body["result"]?.elements ?? [] {
                offset = (update["update_id"]?.integer ?? 0) + 1
                let said = update["message"]?["text"]?.text ?? update["callback_query"]?["data"]?.text ?? ""
                guard case .object(var parameters) = answers[said] else { continue }
                parameters["chat_id"] = 42
                _ = await bot.call("sendMessage", .object(parameters))
            }
        }
    }

    @Test("passes when every answer comes, and shows the chat")
    func passing() async throws {
        let keyboard: JSON = ["inline_keyboard": [[["text": "Ещё", "callback_data": "more"]]]]
        let script = """
            # a comment

            /stat
            expect 1\u{20}234,56 $ within 60s
            press Ещё
            expect /[0-9]+ руб/ within 1m
            expect Ещё\u{20}
            """
        let result = try await play(
            script.replacing("expect Ещё ", with: "# end"),
            answers: [
                "/stat": ["text": "<b>1\u{202F}234,56\u{A0}$</b>", "parse_mode": "HTML", "reply_markup": keyboard],
                "more": ["text": "12 руб"],
            ])
        #expect(result.outcome == .passed)
        #expect(result.shown == ["› /stat", "1\u{202F}234,56\u{A0}$\n[Ещё]", "› [Ещё]", "12 руб"])
    }

    @Test(
        "fails at the line whose answer does not come, or whose button is not there",
        arguments: [
            ("/stat\nexpect hello within 60s\nexpect more within 0s", 3), ("\n# x\n/stat\nexpect hellO within 0s", 4), ("press x", 1),
            ("/stat\nexpect hello within 60s\nexpect hello within 0s", 3),
        ])
    func failing(script: String, line: Int) async throws {
        let result = try await play(script, answers: ["/stat": ["text": "hello"]])
        guard case .failed(line, _) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
    }

    @Test("takes nothing for an answer that the bot said before")
    func older() async throws {
        bot.telegram.userSays("/start", from: bot.alice)
        _ = await bot.call("sendMessage", ["chat_id": 42, "text": "hello"])
        let result = try await play("/none\nexpect hello within 0s", answers: [:])
        guard case .failed(2, _) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(result.shown.prefix(2) == ["› /start", "hello"])
    }

    @Test(
        "is refused with the line that cannot be understood",
        arguments: [("a\nexpect x within soon", 2), ("expect /(/", 1), ("expect  within 1s", 1), ("\n\nexpect x within 5 s", 3)])
    func faults(script: String, line: Int) {
        let fault = #expect(throws: ChatScript.Fault.self) { try ChatScript(script) }
        #expect(fault?.line == line)
    }
}

/// Collects what a chat shows.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}
