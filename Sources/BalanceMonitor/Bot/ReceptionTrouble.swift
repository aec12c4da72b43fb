import TelegramAPI

/// What to do about failing to receive updates: how long to wait, and what is worth a line in the log; decides, does nothing.
struct ReceptionTrouble {
    /// So many polls in a row must succeed before a conflict counts as over: two pollers succeed by turns.
    private static let calm = 3

    private var trouble = RepeatedTrouble()
    private var lastPause = 1
    private var successes = 0
    /// Whether another program receives this bot's updates.
    private(set) var hasConflict = false

    /// Takes a failure; returns whether it is to be logged, and how many seconds of real time to wait.
    ///
    /// Doubles up to a minute; two pollers, and a refused token, are asked rarely from the start. What Telegram
    /// asks for is kept, however long.
    mutating func failed(_ error: TelegramError) -> (isNew: Bool, pause: Int) {
        successes = 0
        switch error {
        case .conflict:
            hasConflict = true
            return (trouble.isNew("conflict"), 30)
        case .unauthorized: lastPause = 60
        case .rateLimited(let pause): lastPause = max(1, Int(pause.components.seconds))
        default: lastPause = min(60, lastPause * 2)
        }
        return (trouble.isNew("\(error)"), lastPause)
    }

    /// Takes a success; returns whether a trouble that was told is over.
    mutating func succeeded() -> Bool {
        successes += 1
        lastPause = 1
        guard !hasConflict || successes >= Self.calm else { return false }
        hasConflict = false
        return trouble.clear("")
    }
}
