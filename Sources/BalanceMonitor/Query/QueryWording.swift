import Domain

/// The answer to what was not understood: what exactly, what was perhaps meant, and three questions that work. Plain text.
struct QueryWording {
    /// How much of a person's own words is said back.
    private static let echoed = 40
    private static let named = 10

    let wording: Wording

    /// For the bot: `command` is what the examples begin with.
    func text(_ problem: StatQuery.Problem, command: CommandName, accounts: AccountWords) -> String {
        ([sentence(problem)] + guesses(problem) + [examples(command, accounts)]).joined(separator: "\n")
    }

    /// What was not understood, in one line.
    func sentence(_ problem: StatQuery.Problem) -> String {
        switch problem {
        case .period(let error): wording.explain(error)
        case .unknown(let word, _, _):
            say(
                "Не понимаю «\(Self.shortened(word))»: это не период, не аккаунт, не сеть и не метка.",
                "I do not understand “\(Self.shortened(word))”: no period, account, network or tag.")
        case .ambiguous(let word, let candidates):
            say("«\(Self.shortened(word))» похоже сразу на несколько:", "“\(Self.shortened(word))” is like several:") + " "
                + candidates.prefix(Self.named).map { Self.shortened($0.title) }.joined(separator: ", ")
        }
    }

    /// What was perhaps meant.
    func guesses(_ problem: StatQuery.Problem) -> [String] {
        guard case .unknown(_, let account, let period) = problem else { return [] }
        return [
            account.map { say("Похоже на аккаунт ", "It looks like the account ") + Self.shortened($0.title) + "." },
            period.map { say("Похоже на период «\($0)».", "It looks like the period “\($0)”.") },
        ].compactMap { $0 }
    }

    private func examples(_ command: CommandName, _ accounts: AccountWords) -> String {
        let name = accounts.candidates.first.map { Self.shortened($0.name) } ?? "propeller"
        let lines =
            command == .balance
            ? ["/balance", "/balance \(name)", say("/stat вчера", "/stat yesterday")]
            : [say("вчера", "yesterday"), say("7д ", "7d ") + name, "1.11-15.11"].map { "/\(command.rawValue) " + $0 }
        return say("Например:", "For example:") + "\n" + lines.joined(separator: "\n")
    }

    /// A person's words on one line, with an end: by scalars, since one character can be of any length.
    static func shortened(_ text: String) -> String {
        let scalars = TextTable.printable(text).unicodeScalars
        guard scalars.count > echoed else { return String(String.UnicodeScalarView(scalars)) }
        return String(String.UnicodeScalarView(scalars.prefix(echoed))) + "…"
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}
