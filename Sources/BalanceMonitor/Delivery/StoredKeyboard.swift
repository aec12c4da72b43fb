import FoundationEssentials
import TelegramAPI

/// The buttons of a message as the outbox keeps them.
struct StoredKeyboard: Codable, Hashable {
    struct Button: Codable, Hashable {
        var text: String
        var data: String
    }

    var rows: [[Button]]

    /// An answer's buttons, row by row; nil when there are none.
    init?(_ buttons: [BotAnswer.Button]) {
        guard !buttons.isEmpty else { return nil }
        rows = Dictionary(grouping: buttons, by: \.row).sorted { $0.key < $1.key }.map { row in
            row.value.map { Button(text: $0.label, data: $0.data) }
        }
    }

    /// Reads what `text` holds; nil for none, or for what another version stored.
    init?(text: String?) {
        guard let text, let stored = try? JSONDecoder().decode(StoredKeyboard.self, from: Data(text.utf8)) else { return nil }
        self = stored
    }

    /// As the outbox stores it.
    var text: String? {
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// As Telegram takes it.
    var keyboard: InlineKeyboard {
        InlineKeyboard(rows: rows.map { row in row.map { InlineKeyboard.Button($0.text, data: $0.data) } })
    }
}
