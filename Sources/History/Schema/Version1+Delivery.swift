extension Version1 {
    /// What is to be sent or done, and what became of it.
    static let delivery = [
        """
        CREATE TABLE report_slot (
            id         INTEGER PRIMARY KEY,
            chat_id    INTEGER NOT NULL,
            topic      INTEGER NOT NULL CHECK (topic >= 0),
            local_date TEXT    NOT NULL CHECK (local_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            local_time TEXT    NOT NULL CHECK (local_time GLOB '[0-9][0-9]:[0-9][0-9]'),
            state      TEXT    NOT NULL CHECK (state IN ('queued', 'sent', 'unknown', 'dead', 'skipped')),
            from_at    INTEGER,
            until_at   INTEGER CHECK (until_at >= from_at),
            settled_at INTEGER,
            UNIQUE (chat_id, topic, local_date, local_time),
            CHECK (state = 'skipped' OR until_at IS NOT NULL)
        ) STRICT
        """,
        "CREATE INDEX report_slot_until ON report_slot (until_at)",
        // message: the id of the first part, the same for all parts of one message.
        """
        CREATE TABLE outbox (
            id          INTEGER PRIMARY KEY,
            bot_id      INTEGER NOT NULL,
            chat_id     INTEGER NOT NULL,
            topic       INTEGER NOT NULL CHECK (topic >= 0),
            kind        TEXT    NOT NULL CHECK (kind IN ('report', 'alert', 'answer', 'edit', 'note')),
            message     INTEGER NOT NULL,
            part        INTEGER NOT NULL CHECK (part >= 1),
            parts       INTEGER NOT NULL CHECK (parts >= part),
            slot_id     INTEGER REFERENCES report_slot (id),
            reference   TEXT,
            text        TEXT    NOT NULL,
            keyboard    TEXT,
            attachment  TEXT,
            reply_to    INTEGER,
            edit_of     INTEGER,
            state       TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unknown', 'dead')),
            created_at  INTEGER NOT NULL,
            not_before  INTEGER NOT NULL,
            settled_at  INTEGER,
            attempts    INTEGER NOT NULL CHECK (attempts >= 0),
            message_id  INTEGER,
            is_repeat   INTEGER NOT NULL CHECK (is_repeat IN (0, 1)),
            is_plain    INTEGER NOT NULL CHECK (is_plain IN (0, 1)),
            last_error  TEXT,
            CHECK (state <> 'sent' OR settled_at IS NOT NULL)
        ) STRICT
        """,
        "CREATE INDEX outbox_open ON outbox (chat_id, id) WHERE state IN ('queued', 'sending')",
        "CREATE INDEX outbox_slot ON outbox (slot_id) WHERE slot_id IS NOT NULL",
        "CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL",
        """
        CREATE TABLE job (
            id          INTEGER PRIMARY KEY,
            kind        TEXT    NOT NULL CHECK (kind <> ''),
            payload     TEXT    NOT NULL,
            state       TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
            attempts    INTEGER NOT NULL CHECK (attempts >= 0),
            created_at  INTEGER NOT NULL,
            not_before  INTEGER NOT NULL,
            finished_at INTEGER,
            last_error  TEXT
        ) STRICT
        """,
        "CREATE INDEX job_open ON job (id) WHERE state IN ('queued', 'running')",
        // Wishes of the command line, which the daemon grants: only the daemon writes the ledger.
        """
        CREATE TABLE inbox (
            id         INTEGER PRIMARY KEY,
            kind       TEXT    NOT NULL CHECK (kind <> ''),
            payload    TEXT    NOT NULL,
            created_at INTEGER NOT NULL,
            settled_at INTEGER,
            outcome    TEXT
        ) STRICT
        """,
        "CREATE INDEX inbox_open ON inbox (id) WHERE settled_at IS NULL",
    ]
}
