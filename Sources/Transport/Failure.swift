import CCurl
import Glibc

/// What libcurl says of a transfer that brought no answer, in numbers: its texts may repeat a URL, so they are never asked for.
struct Failure {
    var code: CURLcode
    /// Whether the request was on its way, so that whatever came before had succeeded.
    var isSent = false
    var proxy: ProxyAddress.Kind?
    /// The status of the proxy's answer to `CONNECT`, 0 without one.
    var connectStatus = 0
    var proxyError = CURLPX_OK
    /// `errno` of the last failed system call.
    var systemError: Int32 = 0
    /// The verdict on the server's certificate, an X509_V_ERR number of OpenSSL's, and on the proxy's.
    var certificate = 0
    var proxyCertificate = 0
    var isResolved = false
    var isConnected = false

    /// The reason in our own words.
    var reason: TransportError.Reason {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: timeout
        // With a proxy this libcurl looks up no name but the proxy's; a SOCKS5 proxy's look-up of the host fails in `socks`.
        case CURLE_COULDNT_RESOLVE_PROXY: .proxy("its name has no address")
        case CURLE_COULDNT_RESOLVE_HOST where proxy != nil: .proxy("its name has no address")
        case CURLE_COULDNT_RESOLVE_HOST: .nameResolution
        case CURLE_PROXY: socks
        case CURLE_URL_MALFORMAT: .badURL("libcurl cannot read the URL")
        case CURLE_SSL_CACERT_BADFILE: .tls("the file of certificate authorities cannot be read; is ca-certificates installed?")
        case CURLE_PEER_FAILED_VERIFICATION where proxyCertificate != 0 && !isSent: .proxy(Self.words(forCertificate: proxyCertificate))
        case CURLE_PEER_FAILED_VERIFICATION: .tls(Self.words(forCertificate: certificate))
        case CURLE_SSL_CONNECT_ERROR where proxy == .https && connectStatus == 0: .proxy("the TLS handshake with it failed")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: .tls("the handshake failed")
        case _ where isSent: brokenAnswer
        case _ where isTunnel && connectStatus != 0 && connectStatus / 100 != 2: tunnel
        case _ where proxy != nil && !(isTunnel && connectStatus / 100 == 2): .proxy(unreachable)
        default: .connection(unreachable)
        }
    }

    private var isTunnel: Bool { proxy == .http || proxy == .https }

    private var timeout: TransportError.Reason {
        if isSent { return .timedOut }
        if proxy != nil, !(isTunnel && connectStatus != 0) { return .proxy(isConnected ? "no answer through it" : "it does not answer") }
        if !isResolved { return .nameResolution }
        return isConnected ? .timedOut : .connection("no answer from the address")
    }

    private var tunnel: TransportError.Reason {
        switch connectStatus {
        case 407: .proxy("it wants another user name or password")
        case 403: .proxy("it does not allow this host")
        case 502, 503, 504: .proxy("it cannot reach the host (status \(connectStatus))")
        default: .proxy("it refused with status \(connectStatus)")
        }
    }

    private var socks: TransportError.Reason {
        switch proxyError {
        case CURLPX_USER_REJECTED, CURLPX_NO_AUTH, CURLPX_IDENTD, CURLPX_IDENTD_DIFFER: .proxy("it wants another user name or password")
        case CURLPX_REPLY_NOT_ALLOWED: .proxy("it does not allow this host")
        case CURLPX_REPLY_HOST_UNREACHABLE, CURLPX_REPLY_NETWORK_UNREACHABLE, CURLPX_REPLY_CONNECTION_REFUSED, CURLPX_REPLY_TTL_EXPIRED:
            .proxy("it cannot reach the host")
        case CURLPX_RESOLVE_HOST: .nameResolution
        case CURLPX_BAD_VERSION, CURLPX_UNKNOWN_MODE, CURLPX_BAD_ADDRESS_TYPE: .proxy("it does not speak SOCKS5")
        case CURLPX_LONG_USER, CURLPX_LONG_PASSWD: .proxy("its user name or password is longer than SOCKS5 can carry")
        case CURLPX_REPLY_GENERAL_SERVER_FAILURE: .proxy("it failed")
        default: .proxy("it closed the connection")
        }
    }

    /// CURLE_TOO_LARGE, which the headers of libcurl 7 do not have.
    private static let tooLarge = CURLcode(rawValue: 100)

    private var brokenAnswer: TransportError.Reason {
        switch code {
        case CURLE_PARTIAL_FILE: .protocolViolation("the answer was broken off")
        case CURLE_GOT_NOTHING: .protocolViolation("the connection was closed without an answer")
        case CURLE_BAD_CONTENT_ENCODING: .protocolViolation("the answer's compression is broken")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .protocolViolation("the answer is not HTTP")
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: .protocolViolation("HTTP/2 failed")
        // What libcurl 7 says, and libcurl 8, where headers grow beyond what it takes: 100 KB a line, 300 KB together.
        case CURLE_OUT_OF_MEMORY, Self.tooLarge: .protocolViolation("the answer's headers are too long or do not end")
        default: .protocolViolation("the connection broke (libcurl's code \(code.rawValue))")
        }
    }

    private var unreachable: String {
        switch systemError {
        case ECONNREFUSED: "the connection was refused"
        case ENETUNREACH: "the network cannot be reached"
        case EHOSTUNREACH: "there is no way to the host"
        case EACCES, EPERM: "the system forbids the connection"
        case ETIMEDOUT: "no answer from the address"
        case EMFILE, ENFILE: "too many open files"
        case 0 where code == CURLE_COULDNT_CONNECT: "no connection could be begun; perhaps too many files are open (see ulimit -n)"
        case 0 where code == CURLE_OUT_OF_MEMORY || code == CURLE_FAILED_INIT: "memory or open files are short (see ulimit -n)"
        default: "the connection failed (libcurl's code \(code.rawValue))"
        }
    }

    private static func words(forCertificate verdict: Int) -> String {
        switch verdict {
        case 9: "the certificate is not valid yet; is this machine's clock right?"
        case 10: "the certificate has expired; is this machine's clock right?"
        case 18, 19: "the certificate is self-signed"
        case 20, 21: "the certificate's issuer is not known here"
        // libcurl compares the name itself, after the chain was found good: the verdict is then 0, or still the 1 it began with.
        case 0, 1, 62, 64: "the certificate is for another name"
        default: "the certificate does not verify (OpenSSL's code \(verdict))"
        }
    }
}
