extension Version1 {
    /// Who may ask, and where to report. Times, quiet hours, filter and levels are the bot's own text.
    static let people = [
        """
        CREATE TABLE person (
            id         INTEGER PRIMARY KEY,
            role       TEXT    NOT NULL CHECK (role IN ('owner', 'analyst', 'viewer')),
            name       TEXT    NOT NULL,
            language   TEXT,
            added_at   INTEGER NOT NULL,
            revoked_at INTEGER
        ) STRICT
        """,
        // Only the digest of an invitation's code is kept: who reads this table cannot use it.
        """
        CREATE TABLE invite (
            hash       TEXT    NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
            role       TEXT    NOT NULL CHECK (role IN ('owner', 'analyst', 'viewer')),
            created_by INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_by    INTEGER,
            used_at    INTEGER
        ) STRICT, WITHOUT ROWID
        """,
        // topic 0: the chat itself.
        """
        CREATE TABLE chat (
            chat_id       INTEGER NOT NULL,
            topic         INTEGER NOT NULL CHECK (topic >= 0),
            kind          TEXT    NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
            title         TEXT    NOT NULL,
            subscribed    INTEGER NOT NULL CHECK (subscribed IN (0, 1)),
            subscribed_at INTEGER,
            paused_reason TEXT,
            paused_at     INTEGER,
            language      TEXT,
            timezone      TEXT,
            times         TEXT,
            quiet         TEXT,
            filter        TEXT,
            levels        TEXT,
            PRIMARY KEY (chat_id, topic)
        ) STRICT, WITHOUT ROWID
        """,
        // state: what the policy of alerts keeps about one subject (`wallet:7`, `account:3`, `disk`) in one chat, as JSON.
        """
        CREATE TABLE alert (
            kind       TEXT    NOT NULL CHECK (kind <> ''),
            subject    TEXT    NOT NULL CHECK (subject <> ''),
            chat_id    INTEGER NOT NULL,
            topic      INTEGER NOT NULL CHECK (topic >= 0),
            state      TEXT    NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (kind, subject, chat_id, topic)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
