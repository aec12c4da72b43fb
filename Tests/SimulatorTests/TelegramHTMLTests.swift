import Simulator
import Testing

@Suite struct TelegramHTMLTests {
    @Test(
        "is read with its tags and entities",
        arguments: [
            ("a", "a"), ("<b>a</b>", "a"), ("<a href=\"https://e.org/?a=1&amp;b=2\">x</a>", "x"),
            ("&lt;&amp;&gt;&quot;&#128077;", "<&>\"👍"),
            ("<blockquote expandable>q</blockquote>", "q"), ("<pre><code class=\"language-x\">c</code></pre>", "c"),
            ("<span class=\"tg-spoiler\">s</span>", "s"), ("<B>a</B>", "a"), ("", ""),
        ])
    func reading(html: String, text: String) throws {
        #expect(try TelegramHTML(html).text == text)
    }

    @Test(
        "is refused",
        arguments: [
            "<b>", "</b>", "<b></i>", "<b><i></b></i>", "<script>x</script>", "<b", "a < b", "a > b", "a & b", "&nbsp;", "&", "&lt", "<>",
            "<a href=x>y</a>", "<a href=\"x>y</a>", "<a onclick=\"x\">y</a>", "<span class=\"x\">y</span>", "<b><", "&#xD800;", "<b x>",
        ])
    func refusal(html: String) {
        #expect(throws: TelegramHTML.Fault.self) { try TelegramHTML(html) }
    }

    @Test("places its formatting by UTF-16 units")
    func entities() throws {
        let html = try TelegramHTML("👍<b>я<i>&amp;</i></b>")
        #expect(html.entities.map(\.offset) == [3, 2])
        #expect(html.entities.map(\.length) == [1, 2])
        #expect(html.entities.map(\.tag) == ["i", "b"])
    }
}
