import Domain
import History
import Testing

@Suite("The outbox")
struct OutboxTests {
    static func message(
        _ text: String, chat: Int64 = 1, kind: OutboxKind = .answer, parts: Int = 1, at created: Int64 = 10, bot: Int64 = 42,
        editOf: Int64? = nil
    ) -> OutgoingMessage {
        OutgoingMessage(
            bot: bot, chat: ChatAddress(chat: chat), kind: kind, parts: (1...parts).map { .init(text: parts == 1 ? text : "\(text)\($0)") },
            replyTo: 5, editOf: editOf, createdAt: at(created))
    }

    @Test("gives out the oldest part of each chat, keeps order within it, and lets no chat hold up another")
    func order() async throws {
        let history = try Scratch().open()
        let ids = try await history.write { transaction in
            try [Self.message("a", parts: 2), Self.message("b", chat: 2), Self.message("c"), Self.message("d", bot: 7)].flatMap(
                transaction.enqueue)
        }
        func due(_ now: Int64) async throws -> [String] {
            try await history.read { try $0.due(bot: 42, at: at(now)).map(\.content.text) }
        }
        #expect(try await due(9) == [])
        #expect(try await history.read { try $0.nextDue(bot: 42) } == at(10))
        #expect(try await due(10) == ["a1", "b"])
        #expect(try await history.write { try $0.markSending(ids[0], at: at(10)) })
        #expect(try await due(10) == ["b"], "a chat sends one thing at a time")
        try await history.write { try $0.requeue(ids[0], notBefore: at(47), error: "429") }
        #expect(try await due(46) == ["b"])
        #expect(try await history.read { try $0.nextDue(bot: 42) } == at(10))
        #expect(try await history.write { try $0.markSending(ids[2], at: at(11)) })
        try await history.write { try $0.markSent(ids[2], messageID: 1, at: at(12)) }
        #expect(try await due(46) == [])
        #expect(try await history.read { try $0.nextDue(bot: 42) } == at(47))
        for text in ["a1", "a2", "c"] {
            #expect(try await due(47) == [text])
            try await history.write { transaction in
                let row = try #require(try transaction.snapshot.due(bot: 42, at: at(47)).first)
                #expect(try transaction.markSending(row.id, at: at(47)))
                try transaction.markSent(row.id, messageID: 2, at: at(48))
            }
        }
        #expect(try await history.read { try $0.nextDue(bot: 42) } == nil)
        #expect(try await history.read { try $0.due(bot: 7, at: at(99)).count } == 1)
    }

    @Test("keeps everything that sending a part needs")
    func columns() async throws {
        let history = try Scratch().open()
        let message = OutgoingMessage(
            bot: 42, chat: ChatAddress(chat: -5, topic: 3), kind: .edit,
            parts: [.init(text: "<b>a</b>"), .init(text: "b", keyboard: "[]", attachment: "{}")],
            reference: "low:wallet:7", replyTo: 8, editOf: 9, createdAt: at(10))
        let ids = try await history.write { try $0.enqueue(message) }
        let rows = try await history.read { snapshot in try ids.compactMap { try snapshot.outboxRow($0) } }
        #expect(rows.map(\.content) == message.parts)
        #expect(rows.map(\.part) == [1, 2] && rows.map(\.parts) == [2, 2] && rows.map(\.message) == [ids[0], ids[0]])
        let row = try #require(rows.first)
        #expect(row.chat == message.chat && row.kind == .edit && row.reference == "low:wallet:7" && row.replyTo == 8 && row.editOf == 9)
        #expect(row.state == .queued && row.attempts == 0 && !row.isRepeat && !row.isPlain && row.createdAt == at(10) && row.slot == nil)
    }

    /// What may be done to a part.
    enum Step: CaseIterable { case sending, sent, requeue, unknown, dead }

    /// What each step makes of a part in each state; steps that do not fit change nothing.
    static let table: [(OutboxState, Step, OutboxState)] = [
        (.queued, .sending, .sending), (.queued, .sent, .queued), (.queued, .requeue, .queued), (.queued, .unknown, .queued),
        (.queued, .dead, .dead),
        (.sending, .sending, .sending), (.sending, .sent, .sent), (.sending, .requeue, .queued), (.sending, .unknown, .unknown),
        (.sending, .dead, .dead),
        (.sent, .sending, .sent), (.sent, .sent, .sent), (.sent, .requeue, .sent), (.sent, .unknown, .sent), (.sent, .dead, .sent),
        (.unknown, .sending, .unknown), (.unknown, .sent, .sent), (.unknown, .requeue, .unknown), (.unknown, .unknown, .unknown),
        (.unknown, .dead, .dead),
        (.dead, .sending, .dead), (.dead, .sent, .dead), (.dead, .requeue, .dead), (.dead, .unknown, .dead), (.dead, .dead, .dead),
    ]

    @Test("moves a part only as the table says", arguments: table)
    func moves(from: OutboxState, step: Step, to: OutboxState) async throws {
        let history = try Scratch().open()
        try await history.write { transaction in
            // An alert, since it stays unknown until somebody decides.
            let id = try #require(try transaction.enqueue(Self.message("a", kind: .alert)).first)
            let way: [Step] =
                switch from {
                case .queued: []
                case .sending: [.sending]
                case .sent: [.sending, .sent]
                case .unknown: [.sending, .unknown]
                case .dead: [.dead]
                }
            for next in way + [step] {
                switch next {
                case .sending:
                    let before = try transaction.snapshot.outboxRow(id)?.state
                    #expect(try transaction.markSending(id, at: at(20)) == (before == .queued))
                case .sent: try transaction.markSent(id, messageID: 3, at: at(21))
                case .requeue: try transaction.requeue(id, notBefore: at(20), error: "e")
                case .unknown: try transaction.markUnknown(id, at: at(21), error: "e")
                case .dead: try transaction.markDead(id, at: at(21), error: "e")
                }
            }
            #expect(try transaction.snapshot.outboxRow(id)?.state == to)
        }
    }

    @Test(
        "repeats what may have been lost by the rule of its kind, after a time-out and after a crash alike",
        arguments: [
            (.report, [.queued, .unknown], false), (.answer, [.queued, .unknown], false), (.note, [.queued, .unknown], false),
            (.edit, [.queued, .queued], false),
            (.alert, [.unknown, .unknown], true),
        ] as [(OutboxKind, [OutboxState], Bool)], [true, false])
    func unknown(rule: (kind: OutboxKind, states: [OutboxState], asksCaller: Bool), isCrash: Bool) async throws {
        let history = try Scratch().open()
        let id = try #require(try await history.write { try $0.enqueue(Self.message("a", kind: rule.kind)).first })
        for (round, state) in rule.states.enumerated() {
            let asked = try await history.write { transaction in
                if try transaction.snapshot.outboxRow(id)?.state == .unknown { try transaction.repeatUnknown(id, at: at(20)) }
                #expect(try transaction.markSending(id, at: at(30)))
                if isCrash { return try transaction.recoverAfterCrash(at: at(21)).map(\.id) == [id] }
                return try transaction.markUnknown(id, at: at(21), error: "timeout") == .asksCaller
            }
            #expect(asked == (rule.asksCaller && round == 0))
            let row = try #require(try await history.read { try $0.outboxRow(id) })
            #expect(row.state == state && row.attempts == round + 1)
            #expect(row.isRepeat == (state == .queued || round > 0))
        }
    }

    @Test("sends a part as plain text once its entities were refused, and for good")
    func plain() async throws {
        let history = try Scratch().open()
        let row = try await history.write { transaction in
            let id = try #require(try transaction.enqueue(Self.message("a")).first)
            for isPlain in [true, false] {
                _ = try transaction.markSending(id, at: at(20))
                try transaction.requeue(id, notBefore: at(20), error: "can't parse entities", asPlain: isPlain)
            }
            return try transaction.snapshot.outboxRow(id)
        }
        #expect(row?.isPlain == true && row?.lastError == "can't parse entities" && row?.attempts == 2)
    }

    @Test("empties texts a week after they were settled, deletes old rows, and never gives an id twice")
    func clearing() async throws {
        let history = try Scratch().open()
        let ids = try await history.write { transaction in
            let ids = try ["a", "b", "c"].flatMap { try transaction.enqueue(Self.message($0)) }
            for (id, when) in [(ids[0], 100), (ids[1], 200)] as [(OutboxID, Int64)] {
                _ = try transaction.markSending(id, at: at(50))
                try transaction.markSent(id, messageID: 1, at: at(when))
            }
            #expect(try transaction.emptyTexts(settledBy: at(150)) == 1)
            #expect(try transaction.emptyTexts(settledBy: at(150)) == 0)
            #expect(try ids.map { try transaction.snapshot.outboxRow($0)?.content.text } == ["", "b", "c"])
            try transaction.markDead(ids[2], at: at(250), error: "e")
            #expect(try transaction.pruneOutbox(settledBy: at(300)) == 2)
            return ids
        }
        let next = try await history.write { try $0.enqueue(Self.message("d")) }
        #expect(next == [OutboxID(rawValue: ids[2].rawValue + 1)])
    }
}
