import Domain
import History

/// `history ACCOUNT`: what the account's wallets did lately, with the instants that `classify` takes.
package enum HistoryVerb {
    /// Prints a table a wallet, newest first, or all of it as JSON. An unknown account is a wrong command line.
    package static func run(
        configuration path: String, account words: String, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let (installation, zone, now) = (desk.installation, desk.zone, desk.now)
            let (finding, history) = try await desk.read { snapshot in
                let finding = AccountFinder(installation, try snapshot.accounts()).find(words)
                guard case .one(let account) = finding else { return (finding, AccountHistory?.none) }
                return (finding, try HistoryMaker(zone: zone, now: now).history(of: account, in: snapshot))
            }
            guard let history else { throw ending(finding, words, desk.wording) }
            let table = HistoryTable(history: history, wording: desk.wording)
            if desk.output.isJSON { desk.output.write(table.json) } else { desk.output.write(table.text(within: desk.output.width)) }
            return .ok
        }
    }

    private static func ending(_ finding: AccountFinder.Finding, _ words: String, _ wording: Wording) -> VerbEnd {
        let name = QueryWording.shortened(words)
        return switch finding {
        case .several(let found):
            VerbEnd(
                .usage,
                wording.say(ru: "под «\(name)» подходит несколько аккаунтов: ", en: "several accounts fit \"\(name)\": ")
                    + found.map(\.name).joined(separator: ", "))
        case .none(let nearest) where !nearest.isEmpty:
            VerbEnd(
                .usage,
                wording.say(ru: "нет аккаунта «\(name)»; похожие: ", en: "there is no account \"\(name)\"; the nearest: ")
                    + nearest.joined(separator: ", "))
        default:
            VerbEnd(
                .usage,
                wording.say(
                    ru: "нет аккаунта «\(name)»: в истории ещё ни одного нет",
                    en: "there is no account \"\(name)\"; the history has met none yet"))
        }
    }
}
