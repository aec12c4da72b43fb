import Domain
import FoundationEssentials
import Simulator
import Testing
import Transport

@testable import TelegramAPI

@Suite struct UpdateTests {
    private func updates(_ list: [String]) async throws -> [Update] {
        let body = Array("{\"ok\":true,\"result\":[\(list.joined(separator: ","))]}".utf8)
        let client = TelegramClient(api: "https://api.telegram.org", token: Secret("1:A")) { (_) async throws(TransportError) in
            HTTPResponse(status: 200, headers: [], body: body, elapsed: .zero)
        }
        return try await client.getUpdates(offset: nil, timeout: 0)
    }

    private static let chat = #""chat":{"id":-100123,"type":"supergroup","title":"T","is_forum":true}"#
    private static let from = #""from":{"id":7,"is_bot":false,"first_name":"M","language_code":"ru"}"#

    @Test(
        "of a kind that is not asked for, or broken, is only a number to acknowledge",
        arguments: [
            #"{"update_id":5}"#, #"{"update_id":5,"message":null}"#, #"{"update_id":5,"message":42}"#, #"{"update_id":5,"message":{}}"#,
            #"{"update_id":5,"edited_message":{"message_id":1}}"#, #"{"update_id":5,"channel_post":{"message_id":1}}"#,
            #"{"update_id":5,"poll":[[[]]]}"#, #"{"update_id":5,"message":{"message_id":"x","chat":{"id":1,"type":"private"},"date":1}}"#,
            #"{"update_id":5,"message":{"message_id":1,"chat":{"id":1e300,"type":"private"},"date":1}}"#,
            #"{"update_id":5,"message":{"message_id":1,"chat":{"id":1,"type":"private"},"date":1,"from":"root"}}"#,
            #"{"update_id":5,"message":{"message_id":1,"chat":{"id":1,"type":"private"},"date":1,"sender_chat":[]}}"#,
            #"{"update_id":5,"callback_query":{"id":"1","data":"x"}}"#, #"{"update_id":5,"my_chat_member":{"chat":{}}}"#,
        ])
    func strangeKind(json: String) async throws {
        #expect(try await updates([json]) == [Update(id: 5, kind: .other)])
    }

    @Test("are taken up to the number that was asked for, whatever the server sends")
    func limit() async throws {
        let batch = try await updates((1...5000).map { #"{"update_id":\#($0)}"# })
        #expect(batch.map(\.id) == Array(1...100))
    }

    @Test("that cannot be read costs none of the others")
    func isolation() async throws {
        let good = #"{"update_id":9,"message":{"message_id":1,\#(Self.chat),\#(Self.from),"date":3,"text":"hi"}}"#
        let batch = try await updates([#"{"update_id":7,"message":"?"}"#, "null", "[]", #"{"message":{}}"#, #"{"update_id":"8"}"#, good])
        #expect(batch.map(\.id) == [7, 9])
        guard case .message(let message) = try #require(batch.last).kind else { throw Unexpected() }
        #expect(message.text == "hi")
        #expect(message.date == Instant(seconds: 3))
        #expect(message.person?.id == 7)
    }

    @Test(
        "keeps the topic of a forum, and only that",
        arguments: [
            (#""message_thread_id":77,"is_topic_message":true,"#, 77), (#""message_thread_id":77,"#, nil), ("", nil),
        ] as [(String, Int64?)])
    func topic(fields: String, topic: Int64?) async throws {
        let batch = try await updates([#"{"update_id":9,"message":{"message_id":1,\#(fields)\#(Self.chat),\#(Self.from),"date":3}}"#])
        guard case .message(let message) = try #require(batch.first).kind else { throw Unexpected() }
        #expect(message.address == ChatAddress(chat: -100_123, topic: topic))
    }

    @Test(
        "written by nobody in particular has no person behind it",
        arguments: [
            #""from":{"id":1087968824,"is_bot":true,"first_name":"Group","username":"GroupAnonymousBot"},"sender_chat":{"id":-100123,"type":"supergroup"},"#,
            #""from":{"id":136817688,"is_bot":true,"first_name":"Channel"},"sender_chat":{"id":-9,"type":"channel"},"#,
            #""from":{"id":1087968824,"is_bot":false,"first_name":"Group"},"#,
            #""from":{"id":777000,"is_bot":false,"first_name":"Telegram"},"#,
            #""from":{"id":7,"is_bot":true,"first_name":"other bot"},"#, "",
            #""from":{"id":7,"is_bot":false,"first_name":"M"},"sender_chat":{"id":-9,"type":"channel"},"#,
        ])
    func anonymous(sender: String) async throws {
        let batch = try await updates([#"{"update_id":9,"message":{"message_id":1,\#(sender)\#(Self.chat),"date":3,"text":"/stat"}}"#])
        guard case .message(let message) = try #require(batch.first).kind else { throw Unexpected() }
        #expect(message.person == nil)
    }

    @Test("of a press names the real person and the place, even under a message too old to see")
    func press() async throws {
        let batch = try await updates([
            #"{"update_id":9,"callback_query":{"id":"q","data":"a:1",\#(Self.from),"message":{"message_id":4,\#(Self.chat),"date":0}}}"#
        ])
        guard case .callback(let query) = try #require(batch.first).kind else { throw Unexpected() }
        #expect(query.person?.id == 7)
        #expect(query.address == ChatAddress(chat: -100_123))
        #expect(query.data == "a:1")
    }

    @Test(
        "of membership says whether the bot can write",
        arguments: [
            (#""status":"kicked","until_date":0"#, false), (#""status":"member""#, true), (#""status":"left""#, false),
            (#""status":"administrator","can_post":true"#, true),
            (#""status":"restricted","is_member":true,"can_send_messages":true"#, true),
            (#""status":"restricted","is_member":true,"can_send_messages":false"#, false), (#""status":"new-kind""#, false),
        ])
    func membership(status: String, canWrite: Bool) async throws {
        let batch = try await updates([
            #"{"update_id":9,"my_chat_member":{\#(Self.chat),\#(Self.from),"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{\#(status)}}}"#
        ])
        guard case .membership(let change) = try #require(batch.first).kind else { throw Unexpected() }
        #expect(change.new.canWrite == canWrite)
        #expect(change.old == .left)
    }

    @Test("is never more than a number when its text is damaged anywhere")
    func damage() async throws {
        let good =
            #"{"update_id":9,"message":{"message_id":1,\#(Self.chat),\#(Self.from),"date":3,"text":"/stat","entities":[{"type":"bot_command","offset":0,"length":5}]}}"#
        // Every member in turn becomes another type: the batch is read all the same.
        for range in good.ranges(of: /"[a-z_]+":/) {
            for value in ["null", "-1", "\"x\"", "[]", "{}", "1e99", "true"] {
                let rest = good[range.upperBound...]
                let end = rest.firstIndex { $0 == "," || $0 == "}" } ?? rest.endIndex
                guard rest.first != "{", rest.first != "[" else { continue }
                let damaged = good[..<range.upperBound] + value + good[end...]
                let batch = try await updates([String(damaged), #"{"update_id":10}"#])
                #expect(batch.last?.id == 10)
            }
        }
    }
}

struct Unexpected: Error {}
