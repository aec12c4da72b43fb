import Simulator
import TelegramAPI
import Testing

@Suite struct HTMLTextTests {
    static let hostile: [String] = [
        "<b>", "&amp;", "a < b && c > d", "\"quoted\" 'single'", "</b></i>", "<script>alert(1)</script>", "_*[x](y)`~", "<\u{301}b>\u{301}",
        "👨‍👩‍👧‍👦🇷🇺", "\u{202E}evil", "&#x1F600;", "&", ";", "<", ">", "<<<<&&&&", "", "a\nb", "&lt", "<a href=\"x\">", "\u{1B}[31m",
    ]

    @Test("reads as itself once it is escaped", arguments: hostile)
    func escaping(text: String) throws {
        #expect(try TelegramHTML("<b>\(HTMLText.escape(text))</b>").text == text)
        #expect(try TelegramHTML("<a href=\"\(HTMLText.escape(text))\">x</a>").text == "x")
    }

    @Test("comes back plain from what was escaped", arguments: hostile)
    func plain(text: String) {
        #expect(HTMLText.plain(from: "<b>\(HTMLText.escape(text))</b>") == text)
    }

    @Test(
        "loses nothing but Telegram's own tags",
        arguments: [
            ("a <foo> b", "a <foo> b"), ("<b>x", "x"), ("x</i>", "x"), ("1 < 2 > 0", "1 < 2 > 0"), ("&nbsp;&lt;", "&nbsp;<"),
            ("&#65;&#x42;", "AB"),
            ("<a href=\"tg://user?id=1\">М</a>", "М"), ("<b", "<b"), ("&#0;&#xD800;", "&#0;&#xD800;"), ("<tg-spoiler>s</tg-spoiler>", "s"),
        ])
    func leniency(html: String, text: String) {
        #expect(HTMLText.plain(from: html) == text)
    }
}
