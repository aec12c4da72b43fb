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
            (.unauthorized("Unauthorized"), .allAgain(after: .seconds(60))), (.forbidden("blocked"), .pause("blocked")),
            (.rateLimited(retryAfter: .seconds(37)), .again(after: .seconds(37))),
            (.rateLimited(retryAfter: .zero), .again(after: .seconds(1))), (.migrated(to: -100), .migrate(to: -100)),
            (.conflict("x"), .again(after: .seconds(10))),
            (refusal("message is not modified: x"), .done), (refusal("message to edit not found"), .done),
            (refusal("query is too old"), .done), (refusal("chat not found"), .pause("Bad Request: chat not found")),
            (refusal("not enough rights to send text messages"), .pause("Bad Request: not enough rights to send text messages")),
            (refusal("message thread not found"), .pauseTopic("Bad Request: message thread not found")),
            (refusal("TOPIC_CLOSED"), .pauseTopic("Bad Request: TOPIC_CLOSED")),
            (refusal("can't parse entities: x"), .asPlainText),
            (refusal("message is too long"), .dead("Bad Request: message is too long")),
            (refusal("whatever"), .dead("Bad Request: whatever")),
            (.server(status: 502, mayHaveBeenDelivered: true), .unknown),
            (.server(status: 502, mayHaveBeenDelivered: false), .allAgain(after: .seconds(5))),
            (transport(.timedOut, sent: true), .unknown), (transport(.nameResolution, sent: false), .allAgain(after: .seconds(5))),
            (.malformed("x"), .unknown),
        ] as [(TelegramError, DeliveryVerdict)])
    func verdicts(error: TelegramError, verdict: DeliveryVerdict) {
        #expect(DeliveryVerdict(error, attempt: 0, isPlain: false) == verdict)
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
        #expect(DeliveryVerdict(error, attempt: attempt, isPlain: false) == .allAgain(after: .seconds(seconds)))
    }
}
