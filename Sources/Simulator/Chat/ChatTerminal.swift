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
    /// Goes on for `farewell` after the last line, since lines that come from a pipe leave no time for an answer.
    package func run(lines: some AsyncSequence<String, Never> & Sendable, farewell: Duration = .zero) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await show() }
            for await line in lines where !line.allSatisfy(\.isWhitespace) {
                if !participant.type(line) { output("нет такой кнопки · there is no such button") }
            }
            try? await Task.sleep(for: farewell)
            group.cancelAll()
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
