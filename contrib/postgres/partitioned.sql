-- The central schema of `balance-monitor sync postgres`, with `reading` and `hour` partitioned by month.
--
--     psql -X -v ON_ERROR_STOP=1 -1 -d DATABASE -f contrib/postgres/partitioned.sql
--
-- Run it once, as the user that syncs, after the first `sync postgres` has made the plain tables (any host will do, before the others
-- follow). It moves what is there. The program does not notice: names, keys and columns stay, and it only ever inserts at the newest end.
--
-- Why by month and not by site. A report, a vacuum and a retention all follow time: the newest month is written and cached, the others rest;
-- a month is dropped in a millisecond, where DELETE would write as much again. Sites are many and small: a partition each would be thousands
-- of tables, all of them hot. Hash partitioning by site pays only once a single month does not fit one machine: see README.md, Citus.
--
-- What it costs: a key of a partitioned table must hold the partition's column. Both keys do: (site, at, wallet_id), (site, hour, wallet_id).
SET LOCAL search_path = balance_monitor;
SET LOCAL timezone = 'UTC';
LOCK TABLE reading, hour IN ACCESS EXCLUSIVE MODE;

ALTER TABLE reading RENAME TO reading_plain;
ALTER TABLE hour RENAME TO hour_plain;

-- CHECKs and NOT NULLs come along by LIKE; keys and references are given anew.
CREATE TABLE reading (LIKE reading_plain INCLUDING CONSTRAINTS INCLUDING COMMENTS, PRIMARY KEY (site, at, wallet_id),
    FOREIGN KEY (site, wallet_id) REFERENCES wallet (site, id)) PARTITION BY RANGE (at);
CREATE TABLE hour (LIKE hour_plain INCLUDING CONSTRAINTS INCLUDING COMMENTS, PRIMARY KEY (site, hour, wallet_id),
    FOREIGN KEY (site, wallet_id) REFERENCES wallet (site, id)) PARTITION BY RANGE (hour);

-- A row for which nobody made a month must not stop a sync: it goes here. Empty it before making that month's partition.
CREATE TABLE reading_default PARTITION OF reading DEFAULT;
CREATE TABLE hour_default PARTITION OF hour DEFAULT;

-- Makes the months from `first` until `ahead` months after today; those that are there already stay. Let pg_cron or a systemd timer call it
-- once a month:  SELECT balance_monitor.make_months(now());
-- Old months are appended once and never changed again, so pages are filled to the last byte (fillfactor stays 100), and
-- autovacuum is told to freeze them early, while they are still in the cache, instead of all at once years later.
CREATE FUNCTION make_months(first timestamptz, ahead integer DEFAULT 3) RETURNS integer
LANGUAGE plpgsql SET search_path = balance_monitor SET timezone = 'UTC' AS $$
DECLARE
    month timestamptz := date_trunc('month', first);
    made  integer := 0;
    kind  text;
BEGIN
    WHILE month <= date_trunc('month', now()) + make_interval(months => ahead) LOOP
        FOREACH kind IN ARRAY ARRAY['reading', 'hour'] LOOP
            IF to_regclass(format('%I', kind || to_char(month, '_YYYY_MM'))) IS NULL THEN
                EXECUTE format(
                    'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (autovacuum_freeze_min_age = 1000000)',
                    kind || to_char(month, '_YYYY_MM'), kind, month, month + interval '1 month');
                made := made + 1;
            END IF;
        END LOOP;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END $$;

SELECT make_months(least((SELECT min(at) FROM reading_plain), (SELECT min(hour) FROM hour_plain), now())) AS partitions_made;
INSERT INTO reading SELECT * FROM reading_plain;
INSERT INTO hour SELECT * FROM hour_plain;

-- Views remember tables by identity, not by name: each is made again, with the very words that PostgreSQL has of it.
DO $$
DECLARE
    view record;
BEGIN
    FOR view IN
        SELECT c.oid::regclass AS name, replace(replace(pg_get_viewdef(c.oid), 'reading_plain', 'reading'), 'hour_plain', 'hour') AS query
        FROM pg_class AS c WHERE c.relnamespace = 'balance_monitor'::regnamespace AND c.relkind = 'v'
    LOOP
        EXECUTE format('CREATE OR REPLACE VIEW %s AS %s', view.name, view.query);
    END LOOP;
END $$;

DROP TABLE reading_plain;
DROP TABLE hour_plain;
ANALYZE reading;
ANALYZE hour;

-- Retention, where years of single readings are not wanted (the closings of hours answer every report, as on the hosts themselves):
--     ALTER TABLE balance_monitor.reading DETACH PARTITION balance_monitor.reading_2024_01;
--     DROP TABLE balance_monitor.reading_2024_01;
-- A cursor never looks back, so nothing is sent again, not even by --accept-restored; `sync postgres --verify` says from which day on it
-- compared, and counts no day before it as a difference.
