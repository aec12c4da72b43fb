import Testing

@testable import BalanceMonitor

/// On a clock that only these tests move.
@Suite("The pace of sending") struct SendingPaceTests {
    private static let start = SendingPace.Moment.now

    /// Sends to `chats` in turn, each message taking `latency`, a few at once; returns when each began.
    private func send(to chats: [Int64], latency: Duration, atOnce: Int = 8, limits: SendingPace.Limits = .init()) -> [Duration] {
        var (pace, now) = (SendingPace(limits), Self.start)
        var running: [(chat: Int64, end: SendingPace.Moment)] = []
        var begun: [Duration] = []
        for chat in chats {
            while true {
                for message in running where message.end <= now { pace.ended(message.chat, at: message.end) }
                running.removeAll { $0.end <= now }
                if running.count < atOnce, pace.turn(of: chat, at: now) == .now { break }
                now += .milliseconds(1)
            }
            pace.began(chat, at: now)
            running.append((chat, now + latency))
            begun.append(now - Self.start)
        }
        return begun
    }

    /// The most that began within any second.
    private func most(_ begun: [Duration], within span: Duration = .seconds(1)) -> Int {
        begun.map { first in begun.count { $0 >= first && $0 < first + span } }.max() ?? 0
    }

    @Test("takes a broadcast through in little more than the ideal time, at most 30 a second", arguments: [1, 20, 80])
    func broadcast(latency: Int) throws {
        let begun = send(to: (1...200).map { $0 }, latency: .milliseconds(latency))
        #expect(most(begun) <= 30)
        #expect(try #require(begun.last) <= .milliseconds(7300))
    }

    @Test("keeps a second between an answer of a chat and its next message, and lets others pass")
    func oneChat() {
        var pace = SendingPace()
        pace.began(5, at: Self.start)
        #expect(pace.turn(of: 5, at: Self.start + .seconds(9)) == .afterAnother)
        #expect(pace.turn(of: 6, at: Self.start + .milliseconds(100)) == .now)
        pace.ended(5, at: Self.start + .seconds(9))
        #expect(pace.turn(of: 5, at: Self.start + .milliseconds(9999)) == .at(Self.start + .seconds(10)))
        #expect(pace.turn(of: 5, at: Self.start + .seconds(10)) == .now)
    }

    @Test("answers a person at once, as long as Telegram bears it")
    func prompt() {
        var pace = SendingPace()
        pace.began(5, at: Self.start)
        pace.ended(5, at: Self.start)
        #expect(pace.turn(of: 5, isPrompt: true, at: Self.start) == .now)
        #expect(pace.turn(of: 5, at: Self.start) == .at(Self.start + .seconds(1)))
        pace.refused(5, at: Self.start)
        #expect(pace.turn(of: 5, isPrompt: true, at: Self.start) == .at(Self.start + .seconds(1)))
        #expect(pace.turn(of: 6, isPrompt: true, at: Self.start) == .now)
    }

    @Test("sends a group at most 20 messages a minute, a person one a second")
    func groups() throws {
        let group = send(to: Array(repeating: -7, count: 41), latency: .milliseconds(50))
        #expect(most(group, within: .seconds(60)) == 20)
        let person = send(to: Array(repeating: 7, count: 41), latency: .milliseconds(50))
        #expect(try #require(person.last) < .seconds(45))
    }

    @Test("lets a sender that came late catch up a little, and no more")
    func late() {
        var (pace, now) = (SendingPace(), Self.start)
        for chat in 1...4 as ClosedRange<Int64> {
            #expect(pace.turn(of: chat, at: now) == .now)
            pace.began(chat, at: now)
            pace.ended(chat, at: now)
        }
        #expect(pace.turn(of: 5, at: now) == .at(now + .milliseconds(30)))
        now += .seconds(60)
        #expect(pace.turn(of: 5, at: now) == .now)
    }

    @Test("forgets chats that nothing was sent to for long")
    func bounded() {
        var (pace, now) = (SendingPace(), Self.start)
        for chat in 1...10_000 as ClosedRange<Int64> {
            now += .milliseconds(40)
            pace.began(chat, at: now)
            pace.ended(chat, at: now)
        }
        #expect(pace.chatCount <= 257)
    }
}
