/// Sends HTTP requests over libcurl's multi interface, all on one thread of its own.
package final class HTTPClient: Sendable {
    /// Starts the thread.
    package init() {}

    /// Makes one exchange; returns any HTTP answer, throws where there was none.
    ///
    /// Cancelling the calling task ends it at once with `.cancelled`.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        throw TransportError(host: "", reason: .cancelled, requestMayHaveBeenSent: false)
    }

    /// Ends every exchange with `.cancelled` and joins the thread; later calls throw at once.
    package func shutdown() {}
}
