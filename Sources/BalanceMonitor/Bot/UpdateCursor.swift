import Domain
import History
import TelegramAPI

/// From which update on to ask, and which of an answer are new; decides, does nothing.
///
/// The ids of a server's updates can begin again below the offset: on a server of one's own that lost its state, after six days without
/// an update (Bot API, `Update.update_id`), or after one absurd id. So the offset is given up when nothing comes by it.
struct UpdateCursor {
    /// After so long without an update Telegram counts from a random number, so that the stored offset means nothing.
    private static let lifetime: Int64 = 6 * 86400
    /// After so many empty answers in a row, which acknowledged all there was, one poll asks without an offset: ten minutes of long polls.
    private static let patience = 24
    /// After so many answers in a row of nothing but lower ids they are taken for new ones.
    private static let repeats = 3
    /// How many ids are remembered, so that no update is handled twice.
    private static let memory = 300

    /// How far updates were answered while the history could not be written.
    private var unwritten: Int64?
    private var handled: [Int64] = []
    private var emptyAnswers = 0
    private var lowAnswers = 0
    private var isGivenUp = false

    /// The offset of the next poll; nil to ask for all that was never acknowledged.
    mutating func offset(stored: UpdateOffset?, now: Instant) -> Int64? {
        guard !isGivenUp else { return nil }
        let known = stored.flatMap { now - $0.heardAt < Self.lifetime && $0.next < .max ? $0.next : nil }
        return [known, unwritten].compactMap { $0 }.max()
    }

    /// What is new of an answer, in order, each once.
    mutating func take(_ updates: [Update], asked offset: Int64?) -> [Update] {
        var seen = Set(handled)
        let unseen = updates.sorted { $0.id < $1.id }.filter { seen.insert($0.id).inserted }
        let fresh = unseen.filter { update in offset.map { update.id >= $0 } ?? true }
        emptyAnswers = updates.isEmpty ? emptyAnswers + 1 : 0
        lowAnswers = fresh.isEmpty && !unseen.isEmpty ? lowAnswers + 1 : 0
        isGivenUp = emptyAnswers >= Self.patience || lowAnswers >= Self.repeats
        if isGivenUp { (emptyAnswers, lowAnswers, unwritten) = (0, 0, nil) }
        return fresh
    }

    /// An update was handled, and its effect stored.
    mutating func handled(_ update: Update) {
        if handled.count >= Self.memory { handled.removeFirst() }
        handled.append(update.id)
    }

    /// An update was answered, and nothing could be stored.
    mutating func answeredUnwritten(_ update: Update) {
        handled(update)
        unwritten = update.next
    }
}
