/// A database of the tests' own server, as a person with `psql` has it.
package struct PostgresDatabase: Sendable {
    package let host: String
    package let port: Int
    package let user: String
    package let name: String

    /// What libpq needs to find it, without a password.
    package var connectionString: String { "host=\(host) port=\(port) user=\(user) dbname=\(name)" }
    /// The same for programs that read the environment.
    package var environment: [String: String] { ["PGHOST": host, "PGPORT": String(port), "PGUSER": user, "PGDATABASE": name] }

    /// A statement was refused.
    package struct Refused: Error {
        package let reason: String
    }

    /// Runs a script of the shell in which `psql` finds this database.
    package func shell(_ script: String, _ arguments: [String] = []) throws -> ShellRun {
        try ShellRun(script, arguments, environment: environment)
    }

    /// The rows that `sql` yields, their columns as text; NULL is `∅`. Instants are shown in UTC. Throws `Refused`.
    package func rows(_ sql: String) throws -> [[String]] {
        let run = try shell(
            #"PGOPTIONS="-c timezone=UTC" exec psql -X -q -A -t -P null=∅ -F "$1" -R "$2" -v ON_ERROR_STOP=1 -c "$3""#,
            ["\u{1F}", "\u{1E}", sql])
        guard run.code == 0 else { throw Refused(reason: run.errors) }
        let text = run.output.hasSuffix("\n") ? run.output.dropLast() : run.output[...]
        return text.isEmpty
            ? []
            : text.split(separator: "\u{1E}", omittingEmptySubsequences: false).map { row in
                row.split(separator: "\u{1F}", omittingEmptySubsequences: false).map { String($0) }
            }
    }
}
