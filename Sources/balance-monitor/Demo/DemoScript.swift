import BalanceMonitor
import FoundationEssentials
import Simulator
import Synchronization

/// A conversation from a file, played instead of a person's.
struct DemoScript {
    private let path: String
    private let script: ChatScript

    /// Reads the file at `path`; throws `DemoProblem` with the line that cannot be understood.
    init(path: String) throws {
        self.path = path
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self) else {
            throw DemoProblem("the script \(path) cannot be read as a text")
        }
        do {
            script = try ChatScript(text)
        } catch {
            throw DemoProblem("\(path), \(error)")
        }
    }

    /// Plays it while `daemon` runs, and ends both; 1 when an answer failed to come, or the screen failed.
    func play(by participant: ChatParticipant, beside daemon: Daemon, on screen: DemoScreen) async -> BalanceMonitor.ExitCode {
        let outcome = Mutex<ScriptedChat.Outcome?>(nil)
        let style = Output.standard.hasColour ? ChatStyle.ansi : .plain
        let code = await RunVerb.run(daemon) {
            await screen.during {
                let played = await ScriptedChat(participant, style: style, output: screen.show).play(script)
                // What was broken off failed for no reason of its own.
                if !Task.isCancelled { outcome.withLock { $0 = played } }
            }
        }
        switch outcome.withLock({ $0 }) {
        case .passed:
            screen.say("\(path): every answer came")
            return code
        case .failed(let line, let reason):
            StandardStream.error.write("\(path), line \(line): \(reason)\n")
        case nil where screen.hasFailed: break
        case nil:
            StandardStream.error.write("\(path) was broken off\n")
        }
        return .failed
    }
}
