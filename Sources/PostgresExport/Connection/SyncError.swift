/// Why a copy to PostgreSQL ended. Each is one sentence that says what to do, and none holds a password.
///
/// Whatever ends a copy, the batches that were stored before stay, and the next run goes on behind them.
package enum SyncError: Error, Hashable, Sendable {
    /// What says where the server is cannot be understood.
    case badTarget
    /// Nothing says where the server is.
    case noTarget
    /// libpq understands it and cannot use it: no such service, a setting with a value that there is not.
    case badSettings(reason: String)
    /// The way to the server cannot be protected as `sslmode` demands.
    case noEncryption(place: String, reason: String)
    /// The server cannot be reached: no route, no such host, nobody listens, no answer.
    case unreachable(place: String, reason: String)
    /// It answered and does not let us in.
    case notAdmitted(place: String, reason: String)
    /// A password is wanted, and libpq leaves the file unread in which it may be: others may read that, too, or we may not.
    case unreadPasswordFile(file: String, mode: String)
    case noDatabase(place: String, reason: String)
    /// It has no place for another connection, or is just starting or stopping.
    case unready(place: String, reason: String)
    case tooOld(version: Int)
    case readOnly
    case noPermission(reason: String)
    case diskFull(reason: String)
    case lockTimeout
    case tooSlow
    /// The server holds the connection and says nothing.
    case silent(place: String, seconds: Int)
    /// The server or the network went away in the middle.
    case stopped(reason: String)
    /// The schema there was made by a program that this one cannot write beside.
    case newerSchema(schema: String, version: Int, known: Int)
    /// The schema is there and holds something else.
    case foreignSchema(schema: String)
    /// A table, a column or a view that was made there is gone.
    case incompleteSchema(reason: String)
    /// Another process copies this very history.
    case alreadyRunning
    /// Nothing of this history was ever copied there.
    case unknownSite
    /// The history was restored from a backup.
    case restored
    /// The history ends before what was sent of it.
    case behind(table: String)
    /// What was sent of a table is not what the history holds there.
    case diverged(table: String)
    /// A rule of the schema there forbids a row.
    case refused(rule: String, reason: String)
    /// Anything else that the server said.
    case failed(state: String, reason: String)
}

extension SyncError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badTarget:
            "what is given as the PostgreSQL server cannot be understood: write \"service=NAME\", \"host=… dbname=… user=…\" or a postgresql:// URL"
        case .noTarget:
            "no PostgreSQL server is named: write \"service=NAME\", \"host=… dbname=… user=…\" or a postgresql:// URL"
        case .badSettings(let reason):
            "what says where the PostgreSQL server is cannot be used (\(reason)): check it, PGSERVICEFILE and the PG… variables"
        case .noEncryption(let place, let reason):
            "no protected connection to \(place) (\(reason)): \(Self.encryptionAdvice(reason))"
        case .unreachable(let place, let reason):
            "\(place) cannot be reached (\(reason)): check host, port and network, and that the server runs"
        case .notAdmitted(let place, let reason):
            "\(place) does not let this program in (\(reason)): check the user, the password in PGPASSFILE or PGSERVICEFILE, and the server's pg_hba.conf"
        case .unreadPasswordFile(let file, let mode):
            "a password is wanted, and libpq does not read \(file) (mode \(mode)): it must belong to the user that runs this, with mode 0600"
        case .noDatabase(let place, let reason):
            "\(place) is not there (\(reason)): create it with createdb, or name another"
        case .unready(let place, let reason):
            "\(place) takes no connection now (\(reason)): try again in a while"
        case .tooOld(let version):
            "the server is PostgreSQL \(version / 10000): version 14 or newer is needed"
        case .readOnly:
            "the server only reads (a standby, or default_transaction_read_only): name the primary, for instance by target_session_attrs=read-write"
        case .noPermission(let reason):
            "the user may not do what is needed there (\(reason)): let the owner of the database make the schema for it, as README shows"
        case .diskFull(let reason):
            "the server's disk is full (\(reason)): make room there; the next run goes on where this one ended"
        case .lockTimeout:
            "somebody at the server holds a lock on a table for too long: end that session (see pg_locks), then run this again"
        case .tooSlow:
            "the server took too long for one statement: see what it is busy with (pg_stat_activity), then run this again"
        case .silent(let place, let seconds):
            "\(place) keeps the connection and has said nothing for \(seconds) s: see whether it is alive; what was stored stays, the next run goes on "
                + "behind it"
        case .stopped(let reason):
            "the connection to the server broke off (\(reason)): what was stored stays, the next run goes on behind it"
        case .newerSchema(let schema, let version, let known):
            "schema \(schema) there has version \(version), this program knows \(known): upgrade the program on this host; nothing was changed"
        case .foreignSchema(let schema):
            "schema \(schema) there holds tables of something else: name another by --schema; nothing was changed"
        case .incompleteSchema(let reason):
            "the schema there is not whole any more (\(reason)): restore it from a backup of that server; or drop the schema there and run this on "
                + "every host, which sends all anew that the hosts still keep"
        case .alreadyRunning:
            "another process is copying this history to that server: let it end; nothing was changed"
        case .unknownSite:
            "nothing of this history is at that server yet: run `balance-monitor sync postgres` without --verify first"
        case .restored:
            "this history was restored from a backup since the last copy, and the server may hold rows that it has lost: "
                + "run once with --accept-restored to make the server's copy agree with it; nothing was changed"
        case .behind(let table):
            "table \(table) here ends before what was copied of it, so this is an older database than the one copied: put the right one in place, "
                + "or run once with --accept-restored to make the server's copy agree with this one; nothing was changed"
        case .diverged(let table):
            "table \(table) here is not what was copied of it: two databases share one site, or one side was changed; see `sync postgres --verify`, "
                + "then run once with --accept-restored to make the server's copy agree with this one; nothing was changed"
        case .refused(let rule, let reason):
            "the server's tables refuse a row (\(rule): \(reason)): run `balance-monitor verify` here and `sync postgres --verify`"
        case .failed(let state, let reason):
            "the server failed (\(state): \(reason)): what was stored before stays; see its log, then run this again"
        }
    }
}
