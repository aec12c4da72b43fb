/// How long each wait for the server may last: every one has an end, and every end a sentence.
package struct SyncPatience: Hashable, Sendable {
    /// Until a connection stands, for each address of the server; in whole seconds, 2 or more. A `connect_timeout` that a person has set, in
    /// the target, its service file or the environment, takes its place.
    package var connecting: Duration
    /// Without a byte that moves in either direction.
    package var silence: Duration
    /// For a lock that another session at the server holds.
    package var lock: Duration
    /// For one statement, by the server's own clock: shorter than `silence`, so that a server that lives says so before it seems dead.
    package var statement: Duration

    package init(
        connecting: Duration = .seconds(10), silence: Duration = .seconds(60), lock: Duration = .seconds(30),
        statement: Duration = .seconds(50)
    ) {
        self.connecting = connecting
        self.silence = silence
        self.lock = lock
        self.statement = statement
    }
}

extension Duration {
    /// A number without a unit, as the server's settings and poll take it.
    var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
