package import Domain
import GRDB

/// Something that the command line asks of the daemon, which alone writes the ledger.
package struct Wish: Hashable, Sendable {
    package let id: Int64
    package let kind: String
    /// JSON that the daemon reads.
    package let payload: String
    package let createdAt: Instant
    /// What the daemon answered; nil until it has.
    package let outcome: String?
}

extension Snapshot {
    /// The wishes that nobody has granted or refused, in order.
    package func openWishes() throws -> [Wish] {
        let cursor = try rows(
            """
            SELECT id, kind, payload, created_at, outcome
            FROM inbox
            WHERE settled_at IS NULL
            ORDER BY id
            """)
        return try Array(cursor.map(Wish.init(row:)))
    }

    /// One wish; nil when there is none of this id.
    package func wish(_ id: Int64) throws -> Wish? {
        try row("SELECT id, kind, payload, created_at, outcome FROM inbox WHERE id = ?", [id]).map(Wish.init(row:))
    }
}

extension Transaction {
    /// Answers a wish, once.
    package func settleWish(_ id: Int64, outcome: String, at: Instant) throws {
        try run("UPDATE inbox SET settled_at = ?, outcome = ? WHERE id = ? AND settled_at IS NULL", [at.seconds, outcome, id])
    }

    fileprivate func addWish(kind: String, payload: String, at: Instant) throws -> Int64 {
        try run(
            """
            INSERT INTO inbox (kind, payload, created_at, settled_at, outcome)
            VALUES (?, ?, ?, NULL, NULL)
            """, [kind, payload, at.seconds])
        return database.lastInsertedRowID
    }
}

extension History {
    /// Leaves a wish beside a running daemon, without its lock: the one thing that another process may write. Returns its id.
    ///
    /// Throws `HistoryError`; the schema must be this program's own.
    package static func leaveWish(path: String, kind: String, payload: String, at: Instant) throws(HistoryError) -> Int64 {
        try HistoryReader.open(path: path).close()
        do {
            let queue = try Connection.writing(path)
            let id = try queue.write { try Transaction(database: $0).addWish(kind: kind, payload: payload, at: at) }
            try queue.close()
            return id
        } catch {
            throw HistoryError(error)
        }
    }
}

extension Wish {
    /// From the columns id, kind, payload, created_at, outcome.
    init(row: Row) {
        self.init(id: row[0], kind: row[1], payload: row[2], createdAt: Instant(seconds: row[3]), outcome: row[4])
    }
}
