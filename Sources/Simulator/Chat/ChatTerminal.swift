/// The simulated chat in a terminal: shows what happens, and says what is typed.
package struct ChatTerminal: Sendable {
    private let participant: ChatParticipant
    private let style: ChatStyle
    private let output: @Sendable (String) -> Void

    /// `output` gets whole lines without their line end.
    package init(_ participant: ChatParticipant, style: ChatStyle, output: @escaping @Sendable (String) -> Void) {
        self.participant = participant
        self.style = style
        self.output = output
    }

    /// Shows the chat from its beginning and takes `lines` until they end or the task is cancelled.
    ///
    /// After the last line it waits for the answers as `farewell` says, since lines that come from a pipe leave no time for them.
    package func run(lines: some AsyncSequence<String, Never> & Sendable, farewell: Farewell = .none) async {
        let start = participant.telegram.eventCount
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await show() }
            var typed = 0
            for await line in lines where !line.allSatisfy(\.isWhitespace) {
                if participant.type(line) { typed += 1 } else { output("нет такой кнопки · there is no such button") }
            }
            await wait(for: typed, from: start, farewell)
            group.cancelAll()
        }
    }

    /// How long the end waits.
    package struct Farewell: Hashable, Sendable {
        /// For as many words of the bot as there were lines, at most.
        let patience: Duration
        /// For the next word of the bot, after those.
        let quiet: Duration

        package init(patience: Duration, quiet: Duration) {
            self.patience = patience
            self.quiet = quiet
        }

        /// Not at all.
        package static let none = Farewell(patience: .zero, quiet: .zero)
    }

    private func wait(for answers: Int, from start: Int, _ farewell: Farewell) async {
        let deadline = ContinuousClock.now + farewell.patience
        var (next, heard) = (start, 0)
        while true {
            let time = heard < answers ? deadline - .now : min(farewell.quiet, deadline - .now)
            guard let found = await participant.telegram.event(from: next, within: time, { $0.chat == participant.chat && $0.isBots })
            else {
                return
            }
            next = found.number + 1
            heard += 1
        }
    }

    private func show() async {
        for await event in participant.telegram.events() where event.chat == participant.chat && !isEcho(event) {
            let lines = style.lines(for: event)
            if !lines.isEmpty { output(lines) }
        }
    }

    /// What the person typed stands in the terminal already.
    private func isEcho(_ event: ChatEvent) -> Bool {
        switch event {
        case .message(let message): message.author == participant.user
        case .pressed: true
        case .edited, .answered: false
        }
    }
}

extension ChatEvent {
    /// Whether the bot did it.
    fileprivate var isBots: Bool {
        switch self {
        case .message(let message): message.isBots
        case .edited, .answered: true
        case .pressed: false
        }
    }
}
