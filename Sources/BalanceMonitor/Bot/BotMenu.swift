import Domain
import TelegramAPI

/// The commands that Telegram offers while somebody types, by scope and language.
struct BotMenu {
    let commands: [MenuCommand]
    let scope: MenuScope
    /// Nil for every language without a menu of its own.
    let languageCode: String?

    /// Private chats have no `/here`, groups no `/start`; Russian is what everybody gets but those who read English.
    static let all: [BotMenu] = [MenuScope.privateChats, .groups].flatMap { scope in
        [(Language.ru, nil), (.ru, "ru"), (.en, "en")].map { language, code in
            let texts = CommandWording(language)
            let commands = CommandName.allCases.filter { scope == .privateChats ? $0 != .here : $0 != .start }
            return BotMenu(
                commands: commands.map { MenuCommand($0.rawValue, texts.summary($0)) }, scope: scope, languageCode: code)
        }
    }
}
