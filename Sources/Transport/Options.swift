import CCurl
import Domain

extension EasyHandle {
    /// Sets everything about an exchange that does not depend on who receives it.
    mutating func apply(_ exchange: Exchange, certificateAuthorities: String?) {
        let request = exchange.request
        set(CURLOPT_NOSIGNAL, 1)
        // A look-up that hangs must not hold up the thread when its transfer ends; the resolver's own thread cleans up after itself.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, request.allowsHTTP ? "http,https" : "https")
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_ACCEPT_ENCODING, "")
        applyDeadlines(exchange)
        applyTLS(certificateAuthorities)
        apply(exchange.proxy)
        applyMethodAndBody(request)
        applyHeaders(request)
        if request.method != "HEAD" { set(CURLOPT_MAXFILESIZE_LARGE, offset: request.bodyLimit) }
    }

    private mutating func applyDeadlines(_ exchange: Exchange) {
        let total = exchange.remaining.milliseconds
        set(CURLOPT_TIMEOUT_MS, total)
        set(CURLOPT_CONNECTTIMEOUT_MS, min(10_000, total))
    }

    private mutating func applyTLS(_ certificateAuthorities: String?) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        set(CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        // Refused by a libcurl without HTTP/2, which does no harm.
        _ = ccurl_set_long(raw, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        if let certificateAuthorities {
            set(CURLOPT_CAINFO, certificateAuthorities)
            set(CURLOPT_PROXY_CAINFO, certificateAuthorities)
        }
        // libcurl keeps a parsed bundle for all connections only where no folder of certificates is set beside it.
        if certificateAuthorities != nil || hasText(CURLINFO_CAINFO) {
            set(CURLOPT_CAPATH, nil)
            set(CURLOPT_PROXY_CAPATH, nil)
        }
    }

    private mutating func apply(_ proxy: ProxyAddress?) {
        // Both are set always: else the environment's http_proxy and no_proxy would decide.
        set(CURLOPT_PROXY, proxy?.url ?? "")
        set(CURLOPT_NOPROXY, "")
        guard let proxy else { return }
        set(CURLOPT_PROXYUSERNAME, proxy.user?.reveal())
        set(CURLOPT_PROXYPASSWORD, proxy.password?.reveal())
        // Always a tunnel, so that the proxy's answers are never taken for the server's, nor our headers shown to the proxy.
        set(CURLOPT_HTTPPROXYTUNNEL, 1)
        set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // libcurl before 8.19 lends a tunnel to whoever asks for the same proxy, whatever the user name (CVE-2026-3784);
        // some proxies choose the exit by it.
        if proxy.user != nil, proxy.kind == .http || proxy.kind == .https {
            set(CURLOPT_FRESH_CONNECT, 1)
            set(CURLOPT_FORBID_REUSE, 1)
        }
    }

    private mutating func applyMethodAndBody(_ request: HTTPRequest) {
        switch request.body {
        case _ where request.method == "HEAD": set(CURLOPT_NOBODY, 1)
        case .none where request.method == "GET": set(CURLOPT_HTTPGET, 1)
        case .none where ["POST", "PUT", "PATCH"].contains(request.method): setBody([UInt8]())
        case .none: break
        case .bytes(let bytes, _): setBody(bytes)
        case .multipart(let parts): setBody(parts)
        }
        set(CURLOPT_CUSTOMREQUEST, request.method == "HEAD" ? nil : request.method)
    }

    private mutating func applyHeaders(_ request: HTTPRequest) {
        var headers = request.headers
        let isMultipart = if case .multipart = request.body { true } else { false }
        if isMultipart { headers.removeAll { $0.name.lowercased() == "content-type" } }
        let names = Set(headers.map { $0.name.lowercased() })
        // In libcurl's notation `Name;` is a header without a value, and `Name:` takes a header away.
        var lines = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        lines.append("Expect:")
        if !names.contains("content-type"), !isMultipart {
            if case .bytes(_, let contentType) = request.body, !contentType.isEmpty {
                lines.append("Content-Type: \(contentType)")
            } else {
                lines.append("Content-Type:")
            }
        }
        set(CURLOPT_HTTPHEADER, lines: lines)
        set(CURLOPT_USERAGENT, "balance-monitor")
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, at least 1 and at most 24 days: what libcurl takes as a deadline, where 0 would mean none.
    var milliseconds: Int {
        guard self < .seconds(2_000_000) else { return 2_000_000_000 }
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
