import Logging

extension Logger {
    /// Logs, as an error, that something failed; the end of a task at a stop is no failure and gives no line.
    func failure(_ sentence: Message, _ error: any Error, _ more: Metadata = [:]) {
        guard !(error is CancellationError) else { return }
        self.error(sentence, metadata: more.merging(["error": "\(error)"]) { $1 })
    }
}
