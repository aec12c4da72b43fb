internal import CJQ
internal import Glibc

/// Halts a jq program that still runs when its time is up.
///
/// It needs a thread of its own: a filter without end holds the thread that it runs on, which may be the only one of the pool.
/// `jq_halt` ends every loop of jq's own; one long C builtin it cannot end.
struct JQDeadline: ~Copyable {
    enum Outcome {
        case inTime
        case halted
    }

    private let watch: Watch
    private let thread: pthread_t

    /// Starts to watch; nil when there is no thread to be had.
    init?(halting state: OpaquePointer, after limit: Duration) {
        let watch = Watch(state: state, limit: limit)
        var thread = pthread_t()
        // Retained for the thread, which takes the reference over; given back here when there is no thread.
        let argument = Unmanaged.passRetained(watch)
        let failed = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Watch>.fromOpaque(argument).takeRetainedValue().wait() }
                return nil
            }, argument.toOpaque())
        guard failed == 0 else {
            argument.release()
            return nil
        }
        self.watch = watch
        self.thread = thread
    }

    /// Stops to watch and says whether the program had been halted.
    consuming func end() -> Outcome {
        watch.finish()
        pthread_join(thread, nil)
        return watch.fired ? .halted : .inTime
    }

    /// What both threads share; its fields are touched under the mutex, or before the thread starts, or after it was joined.
    private final class Watch {
        private let state: OpaquePointer
        private let until: timespec
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        private var finished = false
        private(set) var fired = false

        init(state: OpaquePointer, limit: Duration) {
            self.state = state
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let (seconds, attoseconds) = limit.components
            let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
            until = timespec(tv_sec: now.tv_sec + Int(seconds) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
            pthread_mutex_init(mutex, nil)
            var attributes = pthread_condattr_t()
            pthread_condattr_init(&attributes)
            // A step of the wall clock must neither end a filter early nor let it run on.
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            pthread_cond_init(condition, &attributes)
            pthread_condattr_destroy(&attributes)
        }

        deinit {
            pthread_cond_destroy(condition)
            condition.deallocate()
            pthread_mutex_destroy(mutex)
            mutex.deallocate()
        }

        func wait() {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            var until = until
            while !finished {
                guard pthread_cond_timedwait(condition, mutex, &until) == 0 else {
                    fired = true
                    jq_halt(state, jv_null(), jv_null())
                    return
                }
            }
        }

        func finish() {
            pthread_mutex_lock(mutex)
            finished = true
            pthread_cond_signal(condition)
            pthread_mutex_unlock(mutex)
        }
    }
}
