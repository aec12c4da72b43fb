import Domain
import Transport

extension PollFailure {
    /// The sentence and the class of an exchange that brought no answer.
    init(_ error: TransportError) {
        let (failureClass, sentence): (FailureClass, String) =
            switch error.reason {
            case .badURL(let why): (.permanent, "the request cannot be made: \(why)")
            case .nameResolution: (.temporary, "the name has no address")
            case .connection(let why): (.temporary, "no connection: \(why)")
            case .proxy(let why): (.temporary, "the proxy: \(why)")
            case .tls(let why): (.temporary, "no secure connection: \(why)")
            case .timedOut: (.temporary, "no answer in time")
            case .bodyTooLarge(let limit): (.permanent, "the answer is larger than \(limit) bytes")
            case .protocolViolation(let why): (.temporary, "the answer is broken: \(why)")
            case .redirect(let host): (.permanent, "it redirects to \(host), where credentials are not sent")
            case .cancelled: (.temporary, "the poll was cancelled")
            }
        self.init(failureClass, error.host.isEmpty ? sentence : "\(error.host): \(sentence)")
    }
}
