import Domain
import Networks
import StrictTOML

/// One account, polled once for people to look at.
struct AccountCheck: Sendable {
    private let account: Installation.PolledAccount
    private let explanation: PollExplanation

    init(_ account: Installation.PolledAccount, _ explanation: PollExplanation) {
        self.account = account
        self.explanation = explanation
    }

    var verdict: CheckVerdict {
        switch explanation.outcome {
        case .success(let answer): answer.badRows.isEmpty ? .ok : .partly
        case .failure: .failed
        }
    }

    /// By how many seconds this machine's clock is ahead of the network's; nil where the network did not say.
    var clockOffset: Int64? {
        guard case .success(let answer) = explanation.outcome else { return nil }
        return answer.serverDate.map { answer.requestSentAt - $0 }
    }

    /// A block of lines: the verdict, each exchange, then the wallets or what went wrong.
    func text(_ desk: VerbDesk) -> [Output.Piece] {
        let name = "\(account.settings.name) (\(TextTable.printable(account.network.definition.title)))"
        var lines = ["\(name): " + verdict.shown(on: desk.output)]
        for exchange in explanation.exchanges {
            let step = exchange.name == "request" ? "" : "\(exchange.name): "
            lines.append("    " + step + TextTable.printable(exchange.requestLine))
            lines.append("        \(Self.ending(of: exchange)): \(Self.short(exchange.seen))")
        }
        switch explanation.outcome {
        case .success(let answer):
            var pieces = [Output.Piece.text(lines.joined(separator: "\n") + "\n")]
            for wallet in answer.wallets {
                let title = wallet.title.map { " (\(TextTable.printable($0)))" } ?? ""
                pieces.append(.text("    \(TextTable.printable(wallet.key))\(title): "))
                pieces.append(.amount(wallet.balance.decimalText))
                pieces.append(.text(" \(wallet.currency)\n"))
            }
            if answer.wallets.isEmpty { pieces.append(.text("    no wallets, which this network's definition allows\n")) }
            let unreadable = answer.badRows.map { "    \(TextTable.printable($0.key)): unreadable: \(TextTable.printable($0.message))" }
            return pieces + [.text(unreadable.joined(separator: "\n"))]
        case .failure(let failure):
            lines.append("    \(failure.failureClass.rawValue): \(Self.short(failure.message))")
            lines.append("    \(advice(failure))")
        }
        return [.text(lines.joined(separator: "\n"))]
    }

    /// `name network verdict exchanges[name request status elapsed_ms seen] wallets[key title amount currency] unreadable[key message]
    /// error{class message status advice retry_after_s}`.
    func json() -> JSONValue {
        var answer: PollAnswer?
        var error = JSONValue.null
        switch explanation.outcome {
        case .success(let success): answer = success
        case .failure(let failure):
            error = [
                "class": .string(failure.failureClass.rawValue), "message": .string(failure.message), "status": .number(failure.status),
                "advice": .string(advice(failure)), "retry_after_s": .number(failure.retryAfter?.components.seconds),
            ]
        }
        return [
            "name": .string(account.settings.name), "network": .string(account.settings.network), "verdict": .string(verdict.rawValue),
            "exchanges": .list(explanation.exchanges) { exchange in
                [
                    "name": .string(exchange.name), "request": .string(exchange.requestLine), "status": .number(exchange.status),
                    "elapsed_ms": .number(exchange.elapsed?.milliseconds), "seen": .string(exchange.seen),
                ]
            },
            "wallets": .list(answer?.wallets ?? []) { wallet in
                [
                    "key": .string(wallet.key), "title": .text(wallet.title), "amount": .money(wallet.balance),
                    "currency": .string(wallet.currency.code),
                ]
            },
            "unreadable": .list(answer?.badRows ?? []) { ["key": .string($0.key), "message": .string($0.message)] }, "error": error,
        ]
    }

    /// What a person can do about it.
    private func advice(_ failure: PollFailure) -> String {
        switch failure.failureClass {
        case .credentials:
            let keys = account.settings.secrets.keys.sorted().map { account.settings.position(of: "secrets.\($0)").description }
            return "check the secrets of this account"
                + (keys.isEmpty ? "" : " (\(keys.joined(separator: ", ")))") + " and what the network allows the key to do"
        case .payment: return "pay the service: there is no money on the account, or its plan is not paid; nothing is wrong with the key"
        case .rate:
            let pause = failure.retryAfter.map { "\(max(1, $0.components.seconds)) s" } ?? "some minutes"
            return "the network asks to be left alone: try again in \(pause)"
        case .temporary: return "often this passes by itself: try again, and look whether the network's site works from this host"
        case .permanent:
            return
                "the definition of the network \"\(account.settings.network)\" or a variable of this account does not fit what the service does"
        }
    }

    private static func ending(of exchange: PollExplanation.Exchange) -> String {
        let time = exchange.elapsed.map { " in \($0.milliseconds) ms" } ?? ""
        return (exchange.status.map { "status \($0)" } ?? "no answer") + time
    }

    private static func short(_ text: String) -> String {
        let shown = TextTable.printable(text)
        return shown.bounded(toBytes: 480)
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
