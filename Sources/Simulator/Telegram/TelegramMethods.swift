import Domain

/// The methods of the Bot API, each with the rules that a bot meets in real life.
extension TelegramState {
    /// Does what `call` asks, and answers it. `getUpdates` is not among them: it waits.
    mutating func perform(_ call: Call) -> TelegramAnswer {
        switch call.method {
        case "getme": return .result(me)
        case "getchat": return getChat(call)
        case "sendmessage": return send(call, field: "text")
        case "sendphoto": return send(call, field: "caption", file: "photo")
        case "senddocument": return send(call, field: "caption", file: "document")
        case "editmessagetext": return edit(call)
        case "answercallbackquery": return answerQuery(call)
        case "setmycommands": return setMenu(call)
        case "deletewebhook":
            webhook = nil
            return .result(true)
        case "getwebhookinfo": return .result(["url": .string(webhook ?? "")])
        default: return .refusal(code: 404, description: "Not Found: method not found")
        }
    }

    private var me: JSON {
        guard case .object(var members) = bot.json else { return bot.json }
        members["can_join_groups"] = true
        members["can_read_all_group_messages"] = false
        return .object(members)
    }

    private func getChat(_ call: Call) -> TelegramAnswer {
        guard let chat = call.parameters["chat_id"]?.integer.flatMap({ chats[$0] }) else { return .badRequest("chat not found") }
        return .result(chat.json)
    }

    private mutating func send(_ call: Call, field: String, file: String? = nil) -> TelegramAnswer {
        let (chat, refusal) = writableChat(call)
        guard let chat else { return refusal }
        let content: Content
        switch self.content(call, field: field, mayBeEmpty: file != nil) {
        case .success(let valid): content = valid
        case .failure(let fault): return fault.answer
        }
        let sent = file.flatMap { call.files[$0] }
        if file != nil, sent?.bytes.isEmpty ?? true { return .badRequest("there is no \(file ?? "file") in the request") }
        let topic = call.parameters["message_thread_id"]?.integer
        if topic != nil, !chat.isForum { return .badRequest("message thread not found") }
        let message = post(chat.id) { id in
            SimulatedMessage(
                id: id, chat: chat.id, topic: topic, author: nil, date: call.time, text: content.text, source: content.source,
                isHTML: content.isHTML, buttons: content.buttons, file: sent,
                isSilent: call.parameters["disable_notification"]?.isTrue ?? false)
        }
        return .result(json(message))
    }

    private mutating func edit(_ call: Call) -> TelegramAnswer {
        let (chat, refusal) = writableChat(call)
        guard let chat else { return refusal }
        guard let id = call.parameters["message_id"]?.integer,
            let index = messages.firstIndex(where: { $0.chat == chat.id && $0.id == id && $0.isBots })
        else { return .badRequest("message to edit not found") }
        guard messages[index].file == nil else { return .badRequest("there is no text in the message to edit") }
        switch content(call, field: "text", mayBeEmpty: false) {
        case .failure(let fault): return fault.answer
        case .success(let content):
            let old = messages[index]
            if old.text == content.text, old.source == content.source, old.buttons == content.buttons {
                return .badRequest(
                    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
                        + "and reply markup of the message")
            }
            messages[index].text = content.text
            messages[index].source = content.source
            messages[index].isHTML = content.isHTML
            messages[index].buttons = content.buttons
            messages[index].edits += 1
            events.append(.edited(messages[index]))
            return .result(json(messages[index]))
        }
    }

    private mutating func answerQuery(_ call: Call) -> TelegramAnswer {
        guard let id = call.parameters["callback_query_id"]?.text, let chat = openQueries.removeValue(forKey: id) else {
            return .badRequest("query is too old and response timeout expired or query ID is invalid")
        }
        let text = call.parameters["text"]?.text
        guard (text ?? "").count <= 200 else { return .badRequest("MESSAGE_TOO_LONG") }
        events.append(.answered(chat: chat, text: text, isAlert: call.parameters["show_alert"]?.isTrue ?? false))
        return .result(true)
    }

    private mutating func setMenu(_ call: Call) -> TelegramAnswer {
        guard let menu = SimulatedMenu(call.parameters) else { return .badRequest("BOT_COMMAND_INVALID") }
        menus.removeAll { $0.scope == menu.scope && $0.chat == menu.chat && $0.languageCode == menu.languageCode }
        menus.append(menu)
        return .result(true)
    }

    /// The chat that the call names, or why the bot may not write there.
    private mutating func writableChat(_ call: Call) -> (SimulatedChat?, TelegramAnswer) {
        guard let id = call.parameters["chat_id"]?.integer, let chat = chats[id] else { return (nil, .badRequest("chat not found")) }
        if let new = chat.migratedTo {
            let words = "Bad Request: group chat was upgraded to a supergroup chat"
            return (nil, .refusal(code: 400, description: words, parameters: ["migrate_to_chat_id": .integer(new)]))
        }
        guard chat.admitsBot else {
            let words = chat.kind == .private ? "bot was blocked by the user" : "bot was kicked from the \(chat.kind.rawValue) chat"
            return (nil, .refusal(code: 403, description: "Forbidden: \(words)"))
        }
        if let seconds = rates.admit(id, at: .now) { return (nil, .tooMany(seconds)) }
        if let limit = limits[id] {
            limits[id] = limit.calls > 1 ? (limit.calls - 1, limit.seconds) : nil
            rates.refuse(id, seconds: limit.seconds, at: .now)
            return (nil, .tooMany(limit.seconds))
        }
        return (chat, .result(true))
    }
}
