import CCurl

/// One hop of an exchange on its easy handle; lives on the transfer thread alone.
final class Transfer {
    let id: Registry.ID
    private let exchange: Exchange
    private var easy: EasyHandle
    private var head = ResponseHead()
    private var body: [UInt8] = []
    /// How often libcurl has come to the point of sending.
    private var sendings = 0
    /// Why a callback of ours ended the transfer.
    private var stop: TransportError.Reason?

    /// How a hop ended.
    enum End {
        case done(Result<HTTPResponse, TransportError>)
        case another(Exchange)
    }

    /// Prepares the handle; nil when libcurl refuses a setting or memory is out.
    init?(_ id: Registry.ID, _ exchange: Exchange, certificateAuthorities: String?) {
        guard let easy = EasyHandle() else { return nil }
        self.id = id
        self.exchange = exchange
        self.easy = easy
        self.easy.apply(exchange, certificateAuthorities: certificateAuthorities)
        // Unretained: the loop holds the transfer for as long as the handle is in the multi handle, and no callback comes outside of it.
        let context = Unmanaged.passUnretained(self).toOpaque()
        self.easy.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.at(context).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        self.easy.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.at(context).takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        self.easy.set(CURLOPT_PREREQFUNCTION) { context, _, _, _, _ in
            Transfer.at(context).mayBeSent() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_PREREQDATA] { self.easy.set(option, context: context) }
        guard self.easy.refusal == nil else { return nil }
    }

    /// libcurl's handle, for the multi handle.
    var handle: UnsafeMutableRawPointer { easy.raw }

    /// What the hop's end means; to be asked once, after the handle was taken out of the multi handle.
    func end(_ code: CURLcode) -> End {
        let elapsed = Duration.microseconds(easy.offset(CURLINFO_TOTAL_TIME_T))
        guard code == CURLE_OK else { return .done(.failure(error(stop ?? reason(code)))) }
        let status = easy.long(CURLINFO_RESPONSE_CODE)
        switch exchange.step(status: status, location: head.first("location"), elapsed: elapsed) {
        case .follow(let next): return .another(next)
        case .refuse(let reason): return .done(.failure(error(reason)))
        case .done:
            return .done(.success(HTTPResponse(status: status, headers: head.fields, body: body, elapsed: exchange.spent + elapsed)))
        }
    }

    /// The error of a transfer that ends here for `reason`.
    func error(_ reason: TransportError.Reason) -> TransportError {
        exchange.error(reason, isSent: sendings > 0)
    }

    private func reason(_ code: CURLcode) -> TransportError.Reason {
        if code == CURLE_FILESIZE_EXCEEDED { return .bodyTooLarge(limit: exchange.request.bodyLimit) }
        return Failure(
            code: code, isSent: sendings > 0, proxy: exchange.proxy?.kind, connectStatus: easy.long(CURLINFO_HTTP_CONNECTCODE),
            proxyError: CURLproxycode(UInt32(easy.long(CURLINFO_PROXY_ERROR))), systemError: Int32(easy.long(CURLINFO_OS_ERRNO)),
            certificate: easy.long(CURLINFO_SSL_VERIFYRESULT), proxyCertificate: easy.long(CURLINFO_PROXY_SSL_VERIFYRESULT),
            isResolved: easy.offset(CURLINFO_NAMELOOKUP_TIME_T) > 0, isConnected: easy.long(CURLINFO_PRIMARY_PORT) > 0
        ).reason
    }

    private func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        guard head.take(ArraySlice(line)) else {
            stop = .protocolViolation("more than \(ResponseHead.limit) bytes of headers")
            return false
        }
        return true
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= exchange.request.bodyLimit - body.count else {
            stop = .bodyTooLarge(limit: exchange.request.bodyLimit)
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// libcurl asks before each sending: when a kept connection dies without an answer it would send again, whatever the method.
    /// A message sent twice is worse than one whose fate is not known, so only what may be repeated is.
    private func mayBeSent() -> Bool {
        if sendings > 0, !["GET", "HEAD"].contains(exchange.request.method) {
            stop = .protocolViolation("the connection was closed without an answer")
            return false
        }
        sendings += 1
        head = ResponseHead()
        body = []
        return true
    }

    /// The transfer behind a callback's context, which is always one that `init` set.
    private static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
        Unmanaged<Transfer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }
}
