import Synchronization

/// A value that several tasks of one service change, one at a time.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    func read<Part: Sendable>(_ part: (Value) -> Part) -> Part {
        value.withLock { part($0) }
    }

    @discardableResult
    func update<Result: Sendable>(_ change: (inout Value) -> Result) -> Result {
        value.withLock { change(&$0) }
    }
}
