/// What remains to be done once an update's effect is stored: best effort, nothing that must not be lost.
struct UpdateEffects: Sendable {
    /// Answers to pressed buttons, by callback id.
    var callbackAnswers: [(id: String, text: String?)] = []
    var hasMessages = false
    var hasJobs = false
    var changesSchedule = false
}
