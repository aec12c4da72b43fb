import CPostgres
import Glibc

/// How the connection waits for the server: every wait has an end, and every end a sentence.
extension PostgresConnection {
    func waitForAnswer() throws(SyncError) {
        while case let left = PQflush(handle), left != 0 {
            guard left == 1 else { throw lost() }
            try waitForRoom()
        }
        while PQisBusy(handle) == 1 {
            try wait(for: POLLIN)
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    func waitForRoom() throws(SyncError) {
        try wait(for: POLLIN | POLLOUT)
        // A server that has something to say may not read on before it has said it.
        guard PQconsumeInput(handle) == 1 else { throw lost() }
        guard PQflush(handle) >= 0 else { throw lost() }
    }

    /// Returns when something moves; the next wait begins anew.
    private func wait(for events: CInt) throws(SyncError) {
        var request = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        guard request.fd >= 0 else { throw lost() }
        let end = ContinuousClock.now + patience.silence
        while case let left = ContinuousClock.now.duration(to: end), left > .zero {
            let ready = poll(&request, 1, CInt(left.milliseconds) + 1)
            if ready > 0 { return }
            guard ready == 0 || errno == EINTR else { throw lost() }
        }
        throw .silent(place: place, seconds: Int(patience.silence.components.seconds))
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
