import CCurl
import Glibc
import Testing

@testable import Transport

@Suite struct FailureTests {
    @Test(
        "of a certificate says what to look at",
        arguments: [
            (9, "the certificate is not valid yet; is this machine's clock right?"),
            (10, "the certificate has expired; is this machine's clock right?"), (18, "the certificate is self-signed"),
            (19, "the certificate is self-signed"), (20, "the certificate's issuer is not known here"),
            (62, "the certificate is for another name"), (0, "the certificate is for another name"),
            (23, "the certificate does not verify (OpenSSL's code 23)"),
        ])
    func certificate(verdict: Int, words: String) {
        #expect(Failure(code: CURLE_PEER_FAILED_VERIFICATION, certificate: verdict).reason == .tls(words))
        let atProxy = Failure(code: CURLE_PEER_FAILED_VERIFICATION, proxy: .https, proxyCertificate: verdict).reason
        #expect(atProxy == (verdict == 0 ? .tls(words) : .proxy(words)))
    }

    @Test(
        "to connect says why",
        arguments: [
            (ECONNREFUSED, "the connection was refused"), (ENETUNREACH, "the network cannot be reached"),
            (EHOSTUNREACH, "there is no way to the host"), (EPERM, "the system forbids the connection"),
            (ETIMEDOUT, "no answer from the address"), (EMFILE, "too many open files"),
            (ENOBUFS, "the connection failed (libcurl's code 7)"),
            (0, "no connection could be begun; perhaps too many files are open (see ulimit -n)"),
        ])
    func connection(code: Int32, words: String) {
        #expect(Failure(code: CURLE_COULDNT_CONNECT, systemError: code).reason == .connection(words))
        #expect(Failure(code: CURLE_COULDNT_CONNECT, proxy: .socks5h, systemError: code).reason == .proxy(words))
    }

    @Test(
        "at the deadline says how far it came",
        arguments: [
            (Failure(code: CURLE_OPERATION_TIMEDOUT), TransportError.Reason.nameResolution),
            (Failure(code: CURLE_OPERATION_TIMEDOUT, isResolved: true), .connection("no answer from the address")),
            (Failure(code: CURLE_OPERATION_TIMEDOUT, isResolved: true, isConnected: true), .timedOut),
            (Failure(code: CURLE_OPERATION_TIMEDOUT, isSent: true), .timedOut),
            (Failure(code: CURLE_OPERATION_TIMEDOUT, isSent: true, proxy: .http), .timedOut),
            (Failure(code: CURLE_OPERATION_TIMEDOUT, proxy: .http), .proxy("it does not answer")),
            (Failure(code: CURLE_OPERATION_TIMEDOUT, proxy: .socks5h, isResolved: true, isConnected: true), .proxy("no answer through it")),
            (Failure(code: CURLE_OPERATION_TIMEDOUT, proxy: .http, connectStatus: 200, isResolved: true, isConnected: true), .timedOut),
        ])
    func deadline(failure: Failure, reason: TransportError.Reason) {
        #expect(failure.reason == reason)
    }

    @Test(
        "after the request was sent is the answer's",
        arguments: [CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM])
    func sent(code: CURLcode) {
        for proxy in [nil, ProxyAddress.Kind.http, .socks5h] {
            guard case .protocolViolation = Failure(code: code, isSent: true, proxy: proxy).reason else {
                Issue.record("not a violation of the protocol")
                continue
            }
        }
    }
}
