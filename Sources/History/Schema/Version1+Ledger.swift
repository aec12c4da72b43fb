/// The first version of the schema. Instants are UTC epoch seconds, amounts are micros; the CHECKs keep both sane.
enum Version1 {
    /// Money: accounts, wallets and what they did. `reading` and `hour` only ever grow at their end.
    static let ledger = [
        """
        CREATE TABLE meta (
            name  TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE account (
            id         INTEGER PRIMARY KEY,
            name       TEXT    NOT NULL UNIQUE CHECK (name <> ''),
            network    TEXT    NOT NULL CHECK (network <> ''),
            title      TEXT    NOT NULL,
            created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799),
            retired_at INTEGER CHECK (retired_at BETWEEN 0 AND 253402300799),
            revision   INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE wallet (
            id             INTEGER PRIMARY KEY,
            account_id     INTEGER NOT NULL REFERENCES account (id),
            key            TEXT    NOT NULL CHECK (key <> ''),
            title          TEXT,
            currency       TEXT    NOT NULL CHECK (length(currency) BETWEEN 1 AND 12),
            opened_at      INTEGER NOT NULL CHECK (opened_at BETWEEN 0 AND 253402300799),
            opening_micros INTEGER NOT NULL,
            vanished_at    INTEGER CHECK (vanished_at BETWEEN 0 AND 253402300799),
            overdrawn_at   INTEGER CHECK (overdrawn_at BETWEEN 0 AND 253402300799),
            held_at        INTEGER CHECK (held_at BETWEEN 0 AND 253402300799),
            held_verdict   TEXT    CHECK (held_verdict IS NULL OR (held_verdict IN ('money', 'unit') AND held_at IS NOT NULL)),
            unit_shift     INTEGER NOT NULL CHECK (unit_shift BETWEEN -12 AND 12),
            revision       INTEGER NOT NULL,
            UNIQUE (account_id, key, currency)
        ) STRICT
        """,
        // Every change of a balance, in order of time: a row is appended, never touched again, and in the end thinned from the left.
        """
        CREATE TABLE reading (
            at              INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799),
            wallet_id       INTEGER NOT NULL REFERENCES wallet (id),
            balance_micros  INTEGER NOT NULL,
            spent_micros    INTEGER NOT NULL CHECK (spent_micros >= 0),
            credited_micros INTEGER NOT NULL CHECK (credited_micros >= 0),
            PRIMARY KEY (at, wallet_id)
        ) STRICT, WITHOUT ROWID
        """,
        // hour: the instant at which a UTC hour ended; what a wallet that changed in it held then. Kept for ever.
        """
        CREATE TABLE hour (
            hour            INTEGER NOT NULL CHECK (hour % 3600 = 0),
            wallet_id       INTEGER NOT NULL REFERENCES wallet (id),
            balance_micros  INTEGER NOT NULL,
            spent_micros    INTEGER NOT NULL CHECK (spent_micros >= 0),
            credited_micros INTEGER NOT NULL CHECK (credited_micros >= 0),
            PRIMARY KEY (hour, wallet_id)
        ) STRICT, WITHOUT ROWID
        """,
        // The hours whose closing holds every wallet there was, changed or not: where a search backwards may stop.
        """
        CREATE TABLE frame (
            hour INTEGER PRIMARY KEY CHECK (hour % 3600 = 0)
        ) STRICT
        """,
        // Every rise, and every fall that a person said was no spend; 0 when that was taken back. classified_at: when a person last said so.
        """
        CREATE TABLE credit (
            at            INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799),
            wallet_id     INTEGER NOT NULL REFERENCES wallet (id),
            amount_micros INTEGER NOT NULL,
            kind          TEXT    NOT NULL,
            classified_at INTEGER CHECK (classified_at BETWEEN 0 AND 253402300799),
            revision      INTEGER NOT NULL,
            PRIMARY KEY (at, wallet_id),
            CHECK (CASE kind
                       WHEN 'topup'      THEN amount_micros > 0
                       WHEN 'refund'     THEN amount_micros > 0
                       WHEN 'withdrawal' THEN amount_micros < 0
                       WHEN 'correction' THEN 1
                       ELSE 0
                   END)
        ) STRICT, WITHOUT ROWID
        """,
        // account_id NULL: the daemon was off, which holds for every account.
        """
        CREATE TABLE gap (
            id         INTEGER PRIMARY KEY,
            account_id INTEGER REFERENCES account (id),
            from_at    INTEGER NOT NULL CHECK (from_at BETWEEN 0 AND 253402300799),
            until_at   INTEGER CHECK (until_at >= from_at AND until_at <= 253402300799),
            reason     TEXT    NOT NULL CHECK (reason <> ''),
            detail     TEXT    NOT NULL,
            rose       INTEGER NOT NULL CHECK (rose IN (0, 1)),
            revision   INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE UNIQUE INDEX gap_open ON gap (coalesce(account_id, 0)) WHERE until_at IS NULL",
        "CREATE INDEX gap_until ON gap (until_at)",
        """
        CREATE TABLE glitch (
            at             INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799),
            wallet_id      INTEGER NOT NULL REFERENCES wallet (id),
            balance_micros INTEGER NOT NULL,
            reason         TEXT    NOT NULL CHECK (reason <> ''),
            revision       INTEGER NOT NULL,
            PRIMARY KEY (at, wallet_id)
        ) STRICT, WITHOUT ROWID
        """,
        // The days of the report's time zone, filled a year ahead. A day ends at the very instant at which the next one starts.
        """
        CREATE TABLE day (
            date      TEXT    NOT NULL PRIMARY KEY CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            starts_at INTEGER NOT NULL,
            ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
