/// Plays a script in a simulated chat, showing the chat as it goes.
package struct ScriptedChat: Sendable {
    /// How it ended.
    package enum Outcome: Hashable, Sendable {
        case passed
        /// The step that could not be done or got no answer, with one sentence about it.
        case failed(line: Int, reason: String)
    }

    private let participant: ChatParticipant
    private let style: ChatStyle
    private let output: @Sendable (String) -> Void

    /// `output` gets whole lines without their line end.
    package init(_ participant: ChatParticipant, style: ChatStyle = .plain, output: @escaping @Sendable (String) -> Void) {
        self.participant = participant
        self.style = style
        self.output = output
    }

    /// Plays the steps in order and stops at the first that fails.
    ///
    /// An expectation looks at what the bot said after the message that met the expectation before it, and after the first line that was
    /// typed since: an older message is no answer.
    package func play(_ script: ChatScript) async -> Outcome {
        var next = 0
        var hasTyped = false
        for step in script.steps {
            defer { hasTyped = step.isTyped }
            switch step.action {
            case .type(let line):
                if !hasTyped { await pass(&next) }
                guard participant.type(line) else { return .failed(line: step.line, reason: "there is no such button: \(line)") }
            case .expect(let text, let time):
                guard await find(text, from: &next, within: time) else {
                    return .failed(line: step.line, reason: "no such answer within \(time.components.seconds) s: \(step.text)")
                }
            }
        }
        await pass(&next)
        return .passed
    }

    /// Shows what there is already, which is no answer to what comes next.
    private func pass(_ next: inout Int) async {
        while let (number, event) = await event(from: next, within: .zero) {
            show(event)
            next = number + 1
        }
    }

    private func find(_ text: ExpectedText, from next: inout Int, within time: Duration) async -> Bool {
        let deadline = ContinuousClock.now + time
        while let (number, event) = await event(from: next, within: deadline - .now) {
            show(event)
            next = number + 1
            if event.searchable.contains(where: text.matches) { return true }
        }
        return false
    }

    private func event(from start: Int, within time: Duration) async -> (number: Int, event: ChatEvent)? {
        let chat = participant.chat
        return await participant.telegram.event(from: start, within: time) { $0.chat == chat }
    }

    private func show(_ event: ChatEvent) {
        let lines = style.lines(for: event)
        if !lines.isEmpty { output(lines) }
    }
}

extension ChatScript.Step {
    fileprivate var isTyped: Bool { if case .type = action { true } else { false } }
}

extension ChatEvent {
    /// The bot's words that a script can wait for: text, buttons and the name of a file.
    fileprivate var searchable: [String] {
        switch self {
        case .message(let message) where message.isBots: message.words
        case .edited(let message): message.words
        case .answered(_, let text, _): [text].compactMap { $0 }
        case .message, .pressed: []
        }
    }
}

extension SimulatedMessage {
    fileprivate var words: [String] { [text] + buttons.joined().map(\.text) + [file?.name].compactMap { $0 } }
}
