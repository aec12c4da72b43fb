package import Domain

/// Why a poll gave no balance.
package struct PollFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The most that a message holds, in bytes: it goes to the log, the history and people.
    package static let longest = 900

    /// Decides when to try again and whom to tell.
    package var failureClass: FailureClass
    /// What failed and what the network said; holds no secret and no token.
    package var message: String
    /// How long the network asks to be left alone.
    package var retryAfter: Duration?
    /// The HTTP status, where there was an answer.
    package var status: Int?

    package init(_ failureClass: FailureClass, _ message: String, retryAfter: Duration? = nil, status: Int? = nil) {
        self.failureClass = failureClass
        self.message = message
        self.retryAfter = retryAfter
        self.status = status
    }

    package var description: String { message }
}
