/// Sends HTTP requests over libcurl's multi interface, all on one thread of its own.
package final class HTTPClient: Sendable {
    private let registry = Registry()
    private let thread: TransferThread?

    /// Starts the thread.
    ///
    /// `certificateAuthorities` is the path of a PEM file that is trusted in place of the system's authorities.
    package init(certificateAuthorities: String? = nil) {
        let registry = registry
        thread = TransferThread.start { TransferLoop.run(registry, certificateAuthorities: certificateAuthorities) }
        if thread == nil { TransferLoop.refuse(registry) }
    }

    deinit { shutdown() }

    /// Makes one exchange; returns any HTTP answer, throws where there was none.
    ///
    /// Cancelling the calling task ends it at once with `.cancelled`. Redirects are followed within the request's origin only.
    /// GET and HEAD may be sent again where a kept connection turns out dead; every other method is sent at most once.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let exchange = try Exchange(request)
        let id = registry.announce()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { registry.submit(id, exchange, $0) }
        } onCancel: {
            registry.cancel(id)
        }
        return try outcome.get()
    }

    /// Ends every exchange with `.cancelled` and joins the thread; later calls throw at once.
    package func shutdown() {
        registry.close()
        thread?.join()
    }
}
