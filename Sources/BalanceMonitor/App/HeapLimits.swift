import CMalloc

/// Keeps glibc's heap close to what is in use: charts take tens of megabytes for a moment, on any thread.
package enum HeapLimits {
    /// Bounds the number of arenas, so that what one thread freed serves the others. Called once, before threads start.
    package static func set() {
        mallopt(M_ARENA_MAX, 2)
    }

    /// Gives free pages back to the system, after a piece of work that took much.
    static func releaseFreeMemory() {
        malloc_trim(0)
    }
}
