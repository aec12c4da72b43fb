import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The bot's doors") struct UpdateHandlerAccessTests {
    @Test("give a stranger one polite line with his id, whatever he asks", arguments: CommandName.allCases.map(\.rawValue) + ["nonsense"])
    func stranger(command: String) async throws {
        let chat = try await ChatBench(Bench())
        let sent = try await chat.says("/\(command) alpha", ChatBench.stranger)
        #expect(sent.map(\.content.text) == ["Это закрытый бот. Ваш id: <code>99</code> — передайте его администратору."])
        #expect(sent.map(\.chat) == [ChatAddress(chat: 99)])
        #expect(sent.allSatisfy { $0.content.keyboard == nil })
        #expect(try await chat.chats().isEmpty)
    }

    @Test("give it once an hour")
    func onceAnHour() async throws {
        let chat = try await ChatBench(Bench())
        var counts: [Int] = []
        for pause in [0, 60, 3500, 60, 10] as [Int64] {
            chat.bench.clock.advance(bySeconds: pause)
            counts.append(try await chat.says("/start", ChatBench.stranger).count)
        }
        #expect(counts == [1, 0, 0, 1, 0])
        #expect(try await chat.says("/start", User(id: 98, firstName: "Mallory")).count == 1)
    }

    @Test("give it once an hour across restarts too, and keep no row for what else is written")
    func onceAnHourAcrossRestarts() async throws {
        let bench = try Bench()
        for count in [1, 0, 0] {
            // Another handler with nothing in its memory, as after a restart.
            #expect(try await ChatBench(bench).says("/start", ChatBench.stranger).count == count)
        }
        #expect(try await bench.history.read { try $0.alertCount(kind: "stranger") } == 1)
        bench.clock.advance(bySeconds: 3600)
        #expect(try await ChatBench(bench).says("/start", User(id: 98, firstName: "Mallory")).count == 1)
        #expect(try await bench.history.read { try $0.alertCount(kind: "stranger") } == 1)
    }

    @Test("give it again after the clock ran ahead")
    func clockWasAhead() async throws {
        let chat = try await ChatBench(Bench())
        let isAdmitted = try await chat.bench.history.write { transaction in
            try StrangerThrottle.admits(99, at: Bench.start + 400_000_000, in: transaction)
        }
        #expect(isAdmitted)
        #expect(try await chat.says("/start", ChatBench.stranger).count == 1)
    }

    @Test("say nothing to a stranger in a group", arguments: CommandName.allCases)
    func strangerInGroup(command: CommandName) async throws {
        let chat = try await ChatBench(Bench())
        #expect(try await chat.says("/\(command.rawValue)", ChatBench.stranger, in: ChatBench.group).isEmpty)
    }

    @Test("know nobody in an anonymous administrator, a channel, a bot or a missing sender", arguments: CommandName.allCases)
    func nobody(command: CommandName) async throws {
        let chat = try await ChatBench(Bench(config: ""))
        let anonymous = User(id: 1_087_968_824, isBot: true, firstName: "Group")
        let channel = User(id: 136_817_688, isBot: true, firstName: "Channel")
        let text = "/\(command.rawValue)"
        #expect(try await chat.says(text, anonymous, in: ChatBench.group, senderChat: ChatBench.group).isEmpty)
        #expect(try await chat.says(text, channel, in: ChatBench.group, senderChat: Chat(id: -9, kind: .channel)).isEmpty)
        #expect(try await chat.says(text, User(id: Bench.owner, isBot: true, firstName: "x"), in: ChatBench.group).isEmpty)
        // An owner who writes in the name of a chat cannot be told from anybody else who does.
        #expect(try await chat.says(text, ChatBench.owner, in: ChatBench.group, senderChat: ChatBench.group).isEmpty)
        #expect(try await chat.says(text, nil, in: ChatBench.group).isEmpty)
        #expect(try await chat.chats().isEmpty)
    }

    @Test("are closed again to somebody whose right was revoked")
    func revoked() async throws {
        let chat = try await ChatBench(Bench())
        #expect(try await chat.says("/balance", ChatBench.viewer).first?.content.text.hasPrefix("Сети ещё не опрошены") == true)
        _ = try await chat.bench.history.write { try $0.revoke(ChatBench.viewer.id, at: Bench.start) }
        #expect(try await chat.says("/balance", ChatBench.viewer).first?.content.text.hasPrefix("Это закрытый бот") == true)
        let effects = try await chat.presses("poll", ChatBench.viewer)
        #expect(effects.callbackAnswers.map(\.text) == [nil])
        #expect(try await chat.jobs().isEmpty)
    }

    @Test("stop a stranger's button from spinning, and nothing else", arguments: ButtonAction.allCases)
    func strangerPresses(action: ButtonAction) async throws {
        let chat = try await ChatBench(Bench())
        let effects = try await chat.presses(action.rawValue, ChatBench.stranger)
        #expect(effects.callbackAnswers.map(\.id) == ["q"])
        #expect(effects.callbackAnswers.map(\.text) == [nil])
        #expect(!effects.hasJobs && !effects.hasMessages)
        #expect(try await chat.jobs().isEmpty)
        #expect(try await chat.outbox().isEmpty)
    }

    @Test("refuse forged button data", arguments: [nil, "", "poll2", "Poll", "poll ", "../poll"])
    func forged(data: String?) async throws {
        let chat = try await ChatBench(Bench())
        let effects = try await chat.presses(data, ChatBench.owner)
        #expect(effects.callbackAnswers.map(\.text) == ["Недостаточно прав."])
        #expect(try await chat.jobs().isEmpty)
    }

    @Test("poll at a viewer's press, but not at every one")
    func poll() async throws {
        let chat = try await ChatBench(Bench())
        let first = try await chat.presses("poll", ChatBench.viewer)
        let second = try await chat.presses("poll", ChatBench.owner)
        #expect(first.hasJobs && !second.hasJobs)
        #expect(second.callbackAnswers.map(\.text) == ["Обновляли только что; можно через 30 с."])
        let jobs = try await chat.jobs()
        #expect(jobs.map(\.kind) == ["poll"])
        #expect(RefreshJob(text: jobs.first?.payload ?? "")?.chat == ChatAddress(chat: 22))
        #expect(RefreshJob(text: jobs.first?.payload ?? "")?.message == 7)
    }

    @Test("let only an owner bind a group, and keep the topic")
    func here() async throws {
        let chat = try await ChatBench(Bench())
        let forum = Chat(id: -700, kind: .supergroup, title: "Forum", isForum: true)
        let refused = try await chat.says("/here", ChatBench.viewer, in: forum, topic: 5)
        #expect(refused.map(\.content.text) == ["Недостаточно прав."])
        #expect(try await chat.chats().isEmpty)
        let bound = try await chat.says("/here@thebot", ChatBench.owner, in: forum, topic: 5)
        #expect(bound.map(\.chat) == [ChatAddress(chat: -700, topic: 5)])
        #expect(bound.first?.replyTo != nil)
        let chats = try await chat.chats()
        #expect(chats.map(\.address) == [ChatAddress(chat: -700, topic: 5)])
        #expect(chats.map(\.kind) == [.supergroup])
        #expect(chats.map(\.subscribedAt) == [Bench.start])
        #expect(try await chat.says("/here", ChatBench.owner).first?.content.text.contains("/start") == true)
        #expect(try await chat.chats().count == 1)
    }

    @Test(
        "say that there is no such command, name the one that is like it, and offer the help to whoever is known",
        arguments: [
            ("/foo", "Не знаю команды /foo.\n"), ("/nonsense", "Не знаю команды /nonsense.\n"),
            ("/STATT", "Не знаю команды /statt. Похоже на /start или /stat.\n"),
            ("/balnace", "Не знаю команды /balnace. Похоже на /balance.\n"),
            ("/histry 7д", "Не знаю команды /histry. Похоже на /history.\n"), ("/her", "Не знаю команды /her.\n"),
        ])
    func unknownCommand(text: String, sentence: String) async throws {
        let chat = try await ChatBench(Bench())
        let answer = try await chat.says(text, ChatBench.viewer).first?.content.text ?? ""
        // What only owners may use is suggested to nobody else.
        #expect(answer.hasPrefix(sentence))
        #expect(answer.contains("/balance — ") && answer.contains("месяц — календарный"))
        #expect(try await chat.says(text, ChatBench.viewer, in: ChatBench.group).isEmpty)
    }

    @Test("are deaf to plain talk, to other bots' commands and to what was forwarded")
    func notForUs() async throws {
        let chat = try await ChatBench(Bench())
        for text in ["hello", "/balance@OtherBot", "/balance@"] {
            #expect(try await chat.says(text, ChatBench.owner, in: ChatBench.group).isEmpty)
        }
        for text in ["/balance@OtherBot", "/balance@", "/stat@otherbot вчера"] {
            #expect(try await chat.says(text, ChatBench.owner).isEmpty, "\(text) in a private chat")
        }
        #expect(try await chat.says("hello", ChatBench.stranger).isEmpty)
        let forwarded = Message(
            id: 1, chat: ChatBench.home(of: ChatBench.owner), from: ChatBench.owner, date: Bench.start, text: "/balance",
            entities: [Message.Entity(type: "bot_command", utf16Offset: 0, utf16Length: 8)], isForwarded: true)
        #expect(try await chat.handle(.message(forwarded)).sent.isEmpty)
        #expect(try await chat.handle(.other).sent.isEmpty)
    }

    @Test("name in the help only what the asker may use")
    func help() async throws {
        let chat = try await ChatBench(Bench())
        let viewers = try await chat.says("/help", ChatBench.viewer, in: ChatBench.group).first?.content.text ?? ""
        let owners = try await chat.says("/help", ChatBench.owner, in: ChatBench.group).first?.content.text ?? ""
        #expect(!viewers.contains("/here") && owners.contains("/here"))
        #expect(viewers.contains("Отчёты приходят в 10:15 и 17:15 (МСК)."))
    }
}
