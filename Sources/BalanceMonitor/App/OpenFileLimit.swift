import Glibc

/// How many files the process may have open: below some number the runtime's own event loop ends it without a word.
package enum OpenFileLimit {
    /// What the database, the standard streams, the event loop and a few connections take.
    static let least: rlim_t = 64
    /// Enough for as many connections as can be configured.
    static let wanted: rlim_t = 1024

    /// Raises a limit that is low as far as the system allows; a sentence where that is not enough.
    package static func raise() -> String? {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return nil }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        _ = setrlimit(resource, &limit)
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < least else { return nil }
        return "only \(limit.rlim_cur) files may be open at once, and \(least) are needed: raise the limit with `ulimit -n \(wanted)`, "
            + "or with LimitNOFILE=\(wanted) in the service's unit"
    }
}
