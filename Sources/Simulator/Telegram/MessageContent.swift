/// What a message of the bot says, once the server found nothing wrong with it.
struct Content: Hashable, Sendable {
    var text: String
    var source: String
    var isHTML: Bool
    var buttons: [[SimulatedMessage.Button]]

    /// A refusal, as an error.
    struct Fault: Error {
        let answer: TelegramAnswer
    }
}

extension TelegramState {
    /// Reads text, formatting and buttons of a call as the server does, in its order of checks.
    func content(_ call: Call, field: String, mayBeEmpty: Bool) -> Result<Content, Content.Fault> {
        let source = call.parameters[field]?.text ?? ""
        let isHTML = call.parameters["parse_mode"]?.text?.lowercased() == "html"
        var text = source
        if isHTML {
            do throws(TelegramHTML.Fault) {
                text = try TelegramHTML(source).text
            } catch {
                return .failure(Content.Fault(answer: .badRequest("can't parse entities: \(error.description)")))
            }
        }
        let isBlank = text.allSatisfy(\.isWhitespace)
        if isBlank, !mayBeEmpty { return .failure(Content.Fault(answer: .badRequest("message text is empty"))) }
        guard text.utf16.count <= (field == "caption" ? 1024 : 4096) else {
            return .failure(Content.Fault(answer: .badRequest(field == "caption" ? "message caption is too long" : "message is too long")))
        }
        guard let buttons = buttons(call.parameters["reply_markup"]) else {
            return .failure(Content.Fault(answer: .badRequest("BUTTON_DATA_INVALID")))
        }
        return .success(Content(text: text, source: source, isHTML: isHTML, buttons: buttons))
    }

    private func buttons(_ markup: JSON?) -> [[SimulatedMessage.Button]]? {
        var rows: [[SimulatedMessage.Button]] = []
        for row in markup?["inline_keyboard"]?.elements ?? [] {
            let buttons = row.elements.map { SimulatedMessage.Button($0) }
            guard !buttons.contains(nil) else { return nil }
            rows.append(buttons.compactMap { $0 })
        }
        return rows.filter { !$0.isEmpty }
    }
}
