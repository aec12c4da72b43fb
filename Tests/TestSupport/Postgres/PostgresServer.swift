import Glibc
import Synchronization

/// A PostgreSQL server of the tests' own, in a new folder, on a socket in it, without fsync: one for the whole process, and some for a test
/// that does harm to its server.
///
/// It ends when nobody holds it any more, and with the process, however that ends: a shell that watches over it waits for the other end of a pipe to close.
package final class PostgresServer: Sendable {
    /// The folder of its socket: `host=` for clients.
    package let host: String
    /// The superuser of the cluster; no password is asked for.
    package let user = "tester"
    /// Where it listens on 127.0.0.1, if it does; the socket's name has the number, too.
    package let port: Int
    private let count = Atomic<Int>(0)
    /// Open for as long as the server shall live.
    private let lifeline: CInt
    /// The shell that watches over it.
    private let watcher: pid_t

    /// Why there is no server, and what to do about it.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    private static let started = Result { try PostgresServer() }

    /// The one server, started at the first call. Throws `Missing`: without a server these tests fail, they are not skipped.
    package static func shared() throws -> PostgresServer { try started.get() }

    /// A server of one test's own. With `listens` it also has a port on 127.0.0.1; with `disk`, megabytes, a file system that it alone
    /// sees is at `small` in its folder, for which `canMount` must be true. Throws `Missing`.
    package init(listens: Bool = false, disk: Int = 0) throws {
        port = listens ? .random(in: 20_000..<32_000) : 5432
        // Postgres refuses to run as root, so root hands the folder to an account that owns nothing.
        let prepared = try ShellRun(
            """
            set -e
            bin=$(pg_config --bindir 2>/dev/null) && [ -x "$bin/initdb" ] || bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
            [ -x "$bin/initdb" ] || { echo "PostgreSQL's server is missing: run 'apt-get install postgresql' and try again" >&2; exit 1; }
            folder=$(mktemp -d /tmp/balance-monitor-postgres-XXXXXX)
            as=
            mkdir "$folder/small"
            if [ "$(id -u)" -eq 0 ]; then chown nobody "$folder"; as="setpriv --reuid=nobody --regid=nogroup --clear-groups"; fi
            cd "$folder"
            $as "$bin/initdb" -D "$folder/data" -U tester -A trust -E UTF8 --no-locale --no-sync >"$folder.log" 2>&1 || { cat "$folder.log" >&2; exit 1; }
            rm -f "$folder.log"
            echo "$folder"
            echo "$bin"
            echo "$as"
            """)
        guard prepared.code == 0 else { throw Missing(description: prepared.errors) }
        let lines = prepared.output.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        host = lines[0]
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else { throw Missing(description: "the system has no pipe left") }
        lifeline = ends[1]
        watcher = try ShellRun.start(
            """
            cd "$1"
            # What ends the tests by a signal to all of their processes must not end who tidies up behind them.
            trap '' HUP INT TERM
            [ "$5" -eq 0 ] || small="unshare -m --propagation private sh -c"
            set -- "$@" 'mount -t tmpfs -o "size=$1m,mode=0700,uid=$(id -u nobody)" tmpfs "$2/small" && shift 2 && exec "$@"'
            ${small:-} ${small:+"$7" sh "$5" "$1"} $3 "$2/postgres" -D "$1/data" -k "$1" -c "listen_addresses=$6" -c "port=$4" -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
                -c max_wal_size=4GB -c shared_buffers=128MB -c timezone=Asia/Kolkata >/dev/null 2>"$1/log" </dev/null &
            server=$!
            read -r _
            kill -QUIT $server
            kill -CONT $server
            wait $server
            cd /
            rm -rf -- "$1"
            """, [lines[0], lines[1], lines[2], String(port), String(disk), listens ? "127.0.0.1" : ""], environment: [:], input: ends[0],
            output: "/dev/null", errors: "/dev/null")
        close(ends[0])
        let ready = try ShellRun(
            "for i in $(seq 600); do psql -X -h \"$1\" -p \"$2\" -U tester -d postgres -c 'SELECT 1' && exit 0; sleep 0.1; done; cat \"$1/log\" >&2; exit 1",
            [host, String(port)])
        guard ready.code == 0 else { throw Missing(description: "PostgreSQL did not start within a minute: \(ready.errors.suffix(500))") }
    }

    /// A child that nobody asks about would keep Swift Testing from ever seeing the end of an exit test's process.
    deinit {
        close(lifeline)
        while waitpid(watcher, nil, 0) < 0, errno == EINTR {}
    }

    /// Whether this process may give a server a file system of its own; for tests that are skipped otherwise.
    package static var canMount: Bool {
        (try? ShellRun("unshare -m --propagation private sh -c 'mount -t tmpfs tmpfs /mnt'").code == 0) ?? false
    }

    /// Runs a script of the shell in which `$1` is the folder, `$2` the first of its processes, and the file systems are those it sees.
    package func shell(_ script: String) throws -> ShellRun {
        try ShellRun(
            """
            server=$(head -n 1 "$1/data/postmaster.pid")
            [ "$(readlink "/proc/$server/ns/mnt")" = "$(readlink /proc/self/ns/mnt)" ] || enter="nsenter -m -t $server"
            exec ${enter:-} sh -c "$2" sh "$1" "$server"
            """, [host, script])
    }

    /// A new, empty database; it stays until the server ends.
    package func database(tablespace: String = "pg_default") throws -> PostgresDatabase {
        let name = "test_\(count.add(1, ordering: .relaxed).newValue)"
        let database = PostgresDatabase(host: host, port: port, user: user, name: name)
        let made = try ShellRun(
            "createdb -h \"$1\" -p \"$4\" -U \"$2\" -T template0 -D \"$5\" \"$3\"", [host, user, name, String(port), tablespace])
        guard made.code == 0 else { throw Missing(description: made.errors) }
        return database
    }
}
