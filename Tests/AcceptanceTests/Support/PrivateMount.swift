import TestSupport

/// Disks that only one command sees: mounted in a mount name space of its own, they go with it.
enum PrivateMount {
    /// Whether this user may have one: root, and not in every container.
    static let isPermitted =
        (try? ShellRun("d=$(mktemp -d) && unshare -m mount -t tmpfs none \"$d\"; code=$?; rmdir \"$d\"; exit $code"))?.code == 0

    /// Runs `script` in such a name space.
    static func run(_ script: String, _ arguments: [String]) throws -> ShellRun {
        try ShellRun(#"script=$1; shift; exec unshare -m sh -c "$script" sh "$@""#, [script] + arguments)
    }
}
