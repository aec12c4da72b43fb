import Domain
import TelegramAPI
import Testing
import Transport

@testable import BalanceMonitor

@Suite("The verdict on a message that failed") struct DeliveryVerdictTests {
    private static func refusal(_ words: String) -> TelegramError { .badRequest(BadRequest("Bad Request: \(words)")) }
    private static func transport(_ reason: TransportError.Reason, sent: Bool) -> TelegramError {
        .transport(TransportError(host: "api.telegram.org", reason: reason, requestMayHaveBeenSent: sent))
    }

    @Test(
        "follows from what Telegram said",
        arguments: [
            (.unauthorized("Unauthorized"), .failed(after: .seconds(60))), (.forbidden("blocked"), .pause("blocked")),
            (.rateLimited(retryAfter: .seconds(37)), .again(after: .seconds(37))),
            (.rateLimited(retryAfter: .zero), .again(after: .seconds(1))),
            (.rateLimited(retryAfter: .seconds(90_000)), .again(after: .seconds(90_000))), (.migrated(to: -100), .migrate(to: -100)),
            (.conflict("x"), .again(after: .seconds(10))),
            (refusal("message is not modified: x"), .done), (refusal("message to edit not found"), .done),
            (refusal("query is too old"), .done), (refusal("chat not found"), .refused("Bad Request: chat not found")),
            (refusal("not enough rights to send text messages"), .refused("Bad Request: not enough rights to send text messages")),
            (refusal("message thread not found"), .refused("Bad Request: message thread not found")),
            (refusal("TOPIC_CLOSED"), .refused("Bad Request: TOPIC_CLOSED")),
            (refusal("can't parse entities: x"), .asPlainText),
            (refusal("message is too long"), .dead("Bad Request: message is too long")),
            (refusal("whatever"), .dead("Bad Request: whatever")),
            (.server(status: 502, mayHaveBeenDelivered: true), .unknown),
            (.server(status: 502, mayHaveBeenDelivered: false), .failed(after: .seconds(5))),
            (transport(.timedOut, sent: true), .unknown), (transport(.nameResolution, sent: false), .failed(after: .seconds(5))),
            (.malformed("x"), .unknown),
        ] as [(TelegramError, DeliveryVerdict)])
    func verdicts(error: TelegramError, verdict: DeliveryVerdict) {
        #expect(DeliveryVerdict(error, attempt: 0, isPlain: false) == verdict)
    }

    @Test("sends what a topic does not take into the chat", arguments: ["message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED"])
    func topic(words: String) {
        let verdict = DeliveryVerdict(Self.refusal(words), attempt: 0, isPlain: false, isInTopic: true)
        #expect(verdict == .intoChat("Bad Request: \(words)"))
    }

    @Test("keeps a pause to the second, rounded up, against a clock that shows whole seconds")
    func roundedUp() {
        let now = Instant(seconds: 1_800_000_000)
        // The present may be a moment before the next second.
        #expect(now.afterAtLeast(.seconds(37)) - now == 38)
        #expect(now.afterAtLeast(.milliseconds(36_001)) - now == 38)
        #expect(now.afterAtLeast(.seconds(Int64.max)) - now >= 36_525 * 86_400)
    }

    @Test("tries plain text only once")
    func plainOnce() {
        let error = Self.refusal("can't parse entities: x")
        #expect(DeliveryVerdict(error, attempt: 1, isPlain: true) == .dead("Bad Request: can't parse entities: x"))
    }

    @Test("never calls something lost that may have arrived, nor repeats it as if it had not")
    func agrees() {
        let errors: [TelegramError] = [
            .unauthorized(""), .forbidden(""), .rateLimited(retryAfter: .zero), .migrated(to: 1), .conflict(""), Self.refusal("x"),
            .server(status: 500, mayHaveBeenDelivered: true), .server(status: 500, mayHaveBeenDelivered: false),
            Self.transport(.timedOut, sent: true), Self.transport(.timedOut, sent: false), .malformed(""),
        ]
        for error in errors {
            #expect((DeliveryVerdict(error, attempt: 3, isPlain: false) == .unknown) == error.mayHaveBeenDelivered)
        }
    }

    @Test("doubles the pause up to a bound", arguments: [(0, 5), (1, 10), (3, 40), (6, 300), (60, 300), (Int.max, 300)])
    func pauses(attempt: Int, seconds: Int) {
        let error = TelegramError.server(status: 500, mayHaveBeenDelivered: false)
        #expect(DeliveryVerdict(error, attempt: attempt, isPlain: false) == .failed(after: .seconds(seconds)))
    }
}
