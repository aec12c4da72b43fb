import CPostgres
import Glibc

/// How the connection waits for the server: every wait has an end, and every end a sentence.
extension PostgresConnection {
    func deadline() -> ContinuousClock.Instant { .now + limit + .seconds(15) }

    func waitForAnswer(until deadline: ContinuousClock.Instant) throws(SyncError) {
        while case let left = PQflush(handle), left != 0 {
            guard left == 1 else { throw lost() }
            try waitForRoom(until: deadline)
        }
        while PQisBusy(handle) == 1 {
            try wait(for: POLLIN, until: deadline)
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    func waitForRoom(until deadline: ContinuousClock.Instant) throws(SyncError) {
        try wait(for: POLLIN | POLLOUT, until: deadline)
        // A server that has something to say may not read on before it has said it.
        guard PQconsumeInput(handle) == 1 else { throw lost() }
        guard PQflush(handle) >= 0 else { throw lost() }
    }

    func wait(for events: CInt, until deadline: ContinuousClock.Instant) throws(SyncError) {
        var request = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero, request.fd >= 0 else { throw request.fd >= 0 ? .silent(place: place) : lost() }
        guard poll(&request, 1, CInt(left / .milliseconds(1)) + 1) >= 0 || errno == EINTR else { throw lost() }
    }

    func failure(of result: OpaquePointer?) -> SyncError {
        guard let state = cpostgres_sqlstate(result).map({ String(cString: $0) }) else { return lost() }
        let reason = cpostgres_message(result).map { String(cString: $0) } ?? ""
        return SyncError(state: state, reason: reason, constraint: cpostgres_constraint(result).map { String(cString: $0) })
    }

    func lost() -> SyncError { .stopped(reason: SyncError.gist(of: Self.message(of: handle))) }

    static func message(of handle: OpaquePointer) -> String {
        PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    }
}
