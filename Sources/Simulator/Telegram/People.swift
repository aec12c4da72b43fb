import Domain

/// What people do in the simulated Telegram.
extension SimulatedTelegram {
    /// Makes a chat known, with the bot in it.
    package func open(_ chat: SimulatedChat) {
        state.change { $0.chats[chat.id] = chat }
    }

    /// A person writes `text`: to the bot in private, or in a chat that is open. Returns the message's id.
    @discardableResult
    package func userSays(_ text: String, from user: SimulatedUser, in chat: Int64? = nil, topic: Int64? = nil) -> Int64 {
        let time = clock()
        return state.change { state in
            let place = chat ?? user.id
            if state.chats[place] == nil { state.chats[place] = SimulatedChat(of: user) }
            let message = state.post(place) { id in
                SimulatedMessage(id: id, chat: place, topic: topic, author: user, date: time, text: text, source: text)
            }
            state.push("message", state.json(message))
            return message.id
        }
    }

    /// A person presses the button with `data` under a message; anything can be sent that way, also what no button holds.
    ///
    /// Returns the query's id, which is open until the bot answers it; nil where there is no such message.
    @discardableResult
    package func press(data: String, under message: Int64, in chat: Int64, by user: SimulatedUser) -> String? {
        state.change { state in
            guard let shown = state.messages.first(where: { $0.chat == chat && $0.id == message }) else { return nil }
            let id = "q\(state.nextUpdate)"
            let button = shown.buttons.joined().first { $0.data == data }
            state.openQueries[id] = chat
            state.events.append(.pressed(chat: chat, button: button?.text ?? data))
            state.push(
                "callback_query",
                [
                    "id": .string(id), "from": user.json, "message": state.json(shown), "chat_instance": "1", "data": .string(data),
                ])
            return id
        }
    }

    /// A person presses the newest button of the chat whose text contains `label`; false where there is none.
    package func press(labelled label: String, in chat: Int64, by user: SimulatedUser) -> Bool {
        let found = state.read { state -> (Int64, String)? in
            for message in state.messages.reversed() where message.chat == chat {
                let button = message.buttons.joined().first { $0.text.contains(label) && $0.data != nil }
                if let data = button?.data { return (message.id, data) }
            }
            return nil
        }
        guard let (message, data) = found else { return false }
        return press(data: data, under: message, in: chat, by: user) != nil
    }

    /// A person blocks the bot, or an administrator removes it; or the reverse.
    package func admitBot(_ admitted: Bool, to chat: Int64, by user: SimulatedUser) {
        let time = clock()
        state.change { state in
            guard let place = state.chats[chat] else { return }
            state.chats[chat]?.admitsBot = admitted
            func member(_ isIn: Bool) -> JSON { ["user": state.bot.json, "status": isIn ? "member" : "kicked", "until_date": 0] }
            state.push(
                "my_chat_member",
                [
                    "chat": place.json, "from": user.json, "date": .integer(time.seconds), "old_chat_member": member(!admitted),
                    "new_chat_member": member(admitted),
                ])
        }
    }

    /// A group becomes a supergroup with another id; both chats are told, and the old one takes no more messages.
    package func migrate(_ group: Int64, to supergroup: Int64) {
        let time = clock()
        state.change { state in
            guard let old = state.chats[group] else { return }
            let new = SimulatedChat(id: supergroup, kind: .supergroup, title: old.title)
            state.chats[supergroup] = new
            state.chats[group]?.migratedTo = supergroup
            let sender = SimulatedUser.anonymousAdministrator.json
            let date = JSON.integer(time.seconds)
            state.push(
                "message",
                ["message_id": 1, "date": date, "chat": old.json, "from": sender, "migrate_to_chat_id": .integer(supergroup)])
            state.push(
                "message",
                [
                    "message_id": 1, "date": date, "chat": new.json, "from": sender, "sender_chat": new.json,
                    "migrate_from_chat_id": .integer(group),
                ])
        }
    }

    /// Puts an update of any shape in the queue.
    package func push(_ kind: String, _ content: JSON) {
        state.change { $0.push(kind, content) }
    }
}
