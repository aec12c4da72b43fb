internal import CJQ
internal import Glibc
import Synchronization
import Transport

/// Has filters run by one helper process, one at a time, in the order in which they come.
///
/// It has a thread of its own, which may wait where a thread of the pool must not; the helper is started from that thread and dies with it.
final class JQLane: Sendable {
    /// For filters that have harmed no helper yet.
    static let ordinary = JQLane(patience: .seconds(300))
    /// For all others: what one of them costs again and again, only others of them wait for.
    static let suspects = JQLane(patience: .seconds(10))

    private struct State {
        var waiting: [JQJob] = []
        var hasThread = false
    }

    private let state = Mutex(State())
    /// An event counter that wakes the thread.
    private let bell = cjq_eventfd()
    /// How long a job may wait for its turn: where filters are new, each takes its time to compile.
    private let patience: Duration

    private init(patience: Duration) {
        self.patience = patience
    }

    /// Puts a job at the end of the queue.
    func submit(_ job: JQJob) {
        let isTaken = state.withLock { state in
            if !state.hasThread { state.hasThread = bell >= 0 && TransferThread.start { self.work() } != nil }
            if state.hasThread { state.waiting.append(job) }
            return state.hasThread
        }
        if isTaken { ring() } else { job.end(.failure(.noHelper("the system gives no thread"))) }
    }

    /// Has the thread look at the queue, and at the job in hand.
    func ring() {
        var one: UInt64 = 1
        _ = write(bell, &one, 8)
    }

    // MARK: The thread

    private func work() {
        var helper: JQHelper?
        while true {
            if let job = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) {
                // Cancelled while it waited.
                if job.hasEnded { continue }
                job.end(run(job, &helper))
            } else if let idle = helper.take() {
                // A helper that dies while nothing runs is seen at once, and costs no poll.
                if idle.isSilent(until: bell) { helper = consume idle }
            } else {
                JQHelper.wait(for: bell)
            }
        }
    }

    /// Runs `job` in `helper`, or in a new one; leaves the one that may be used again.
    private func run(_ job: JQJob, _ helper: inout JQHelper?) -> JQJob.Outcome {
        guard .now - job.since < patience else { return .failure(.noTurn) }
        var request = JQWriter()
        job.request.write(to: &request)
        guard request.bytes.count <= JQHelper.largest else { return .failure(.raised("the answer is too large for a filter")) }
        do throws(JQError) {
            let running = try alive(helper.take())
            switch running.exchange(request.bytes, until: .now + job.limit, bell: bell, isWanted: { !job.hasEnded }) {
            case .reply(let bytes):
                guard let reply = JQReply(bytes) else { throw .noHelper("its answer makes no sense") }
                helper = consume running
                return reply.outcome
            case .late: throw .tookTooLong
            case .unwanted: throw .cancelled
            case .closed: throw running.end()
            }
        } catch {
            return .failure(error)
        }
    }

    private func alive(_ known: consuming JQHelper?) throws(JQError) -> JQHelper {
        if let known = consume known, known.isAlive { return known }
        return try JQHelper.start()
    }
}
