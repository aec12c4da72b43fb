import Glibc
import Synchronization

/// A POSIX thread that runs one closure and is joined once.
package final class TransferThread: Sendable {
    private let thread: Mutex<pthread_t?>

    private init(_ thread: pthread_t) {
        self.thread = Mutex(thread)
    }

    /// Starts a thread for `work`; nil when the system has none left.
    package static func start(_ work: @escaping @Sendable () -> Void) -> TransferThread? {
        // Retained for the new thread, which releases it; there is no other way to hand a closure to C.
        let box = Unmanaged.passRetained(Work(work))
        var thread: pthread_t = 0
        guard pthread_create(&thread, nil, threadMain, box.toOpaque()) == 0 else {
            box.release()
            return nil
        }
        return TransferThread(thread)
    }

    /// Waits for the thread's end; only the first call does.
    package func join() {
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let thread { pthread_join(thread, nil) }
    }
}

/// What the new thread is to do.
private final class Work: Sendable {
    let closure: @Sendable () -> Void

    init(_ closure: @escaping @Sendable () -> Void) {
        self.closure = closure
    }
}

private func threadMain(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us; blocked, a write to a closed connection is an ordinary error.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    if let box { Unmanaged<Work>.fromOpaque(box).takeRetainedValue().closure() }
    return nil
}
