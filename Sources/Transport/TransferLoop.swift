import CCurl
import Glibc

/// The work of the transfer thread: everything of libcurl happens here, except the wake-up.
struct TransferLoop: ~Copyable {
    private let registry: Registry
    private let certificateAuthorities: String?
    private let multi: UnsafeMutableRawPointer
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

    /// Works until the registry is closed, then answers whoever still waits.
    static func run(_ registry: Registry, certificateAuthorities: String?) {
        if LibCurl.isReady, let multi = curl_multi_init() {
            var loop = TransferLoop(registry: registry, certificateAuthorities: certificateAuthorities, multi: multi)
            loop.run()
        }
        refuse(registry)
    }

    /// Answers everybody who was accepted but is served no more.
    static func refuse(_ registry: Registry) {
        registry.close()
        for (id, exchange) in registry.takeOrders().arrivals { registry.answer(id, .failure(exchange.error(.cancelled))) }
    }

    private init(registry: Registry, certificateAuthorities: String?, multi: UnsafeMutableRawPointer) {
        self.registry = registry
        self.certificateAuthorities = certificateAuthorities
        self.multi = multi
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 16)
    }

    deinit { curl_multi_cleanup(multi) }

    private mutating func run() {
        registry.attach(Waker(multi: multi))
        while true {
            let orders = registry.takeOrders()
            for (id, exchange) in orders.arrivals { begin(id, exchange) }
            for id in orders.cancellations { cancel(id) }
            if orders.isOver { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            finishTransfers()
            // The time-out only bounds a wait without transfers; libcurl shortens it to its own timers.
            if curl_multi_poll(multi, nil, 0, 60_000, nil) != CURLM_OK {
                // Never a busy loop, not even where the system has no memory or descriptors left.
                poll(nil, 0, 100)
            }
        }
        registry.attach(nil)
        for transfer in transfers.values {
            curl_multi_remove_handle(multi, transfer.handle)
            registry.answer(transfer.id, .failure(transfer.error(.cancelled)))
        }
        transfers = [:]
    }

    private mutating func begin(_ id: Registry.ID, _ exchange: Exchange) {
        guard let transfer = Transfer(id, exchange, certificateAuthorities: certificateAuthorities) else {
            return registry.answer(id, .failure(exchange.error(.connection("libcurl refuses a setting; is it older than 7.88?"))))
        }
        guard curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
            return registry.answer(id, .failure(exchange.error(.connection("libcurl takes no more transfers"))))
        }
        transfers[transfer.handle] = transfer
    }

    private mutating func cancel(_ id: Registry.ID) {
        guard let transfer = transfers.values.first(where: { $0.id == id }) else { return }
        curl_multi_remove_handle(multi, transfer.handle)
        transfers[transfer.handle] = nil
        registry.answer(id, .failure(transfer.error(.cancelled)))
    }

    private mutating func finishTransfers() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
            let code = message.pointee.data.result
            // The message is gone with the handle.
            curl_multi_remove_handle(multi, handle)
            guard let transfer = transfers.removeValue(forKey: handle) else { continue }
            switch transfer.end(code) {
            case .done(let outcome): registry.answer(transfer.id, outcome)
            case .another(let exchange): begin(transfer.id, exchange)
            }
        }
    }
}

/// libcurl's own global state.
enum LibCurl {
    /// Whether it could be set up; the language sets it up once, whoever asks first.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK
}
