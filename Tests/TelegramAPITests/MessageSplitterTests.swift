import Simulator
import TelegramAPI
import Testing

@Suite struct MessageSplitterTests {
    /// What a person reads of all parts, without what a boundary may swallow.
    private func visible(_ parts: [String]) throws -> String {
        try parts.map { try TelegramHTML($0).text }.joined().filter { !$0.isWhitespace }
    }

    @Test("leaves alone what fits")
    func short() {
        #expect(MessageSplitter().parts(of: ["<b>a</b>", "b", "", "c"]) == ["<b>a</b>\nb\n\nc"])
        #expect(MessageSplitter().parts(of: []) == [])
        #expect(MessageSplitter().parts(of: ["", " \n", "<b> </b>"]) == [])
    }

    @Test("ends a message between two blocks")
    func blocks() {
        let parts = MessageSplitter(visibleLimit: 10).parts(of: ["12345", "<b>6789</b>", "0", "1234567890"])
        #expect(parts == ["12345\n<b>6789</b>", "0", "1234567890"])
    }

    @Test(
        "cuts a block that is too long between lines, else words, else characters",
        arguments: [
            ("aaaa\nbbbb cc\ndd", ["aaaa", "bbbb cc", "dd"]), ("aaaa bbbb cc", ["aaaa ", "bbbb cc"]),
            ("aaaaaaaaaabb", ["aaaaaaaa", "aabb"]),
            ("<b>aaaa\nbbbb</b>", ["<b>aaaa</b>", "<b>bbbb</b>"]),
            ("<a href=\"u\"><i>aaaaaaaabb</i></a>", ["<a href=\"u\"><i>aaaaaaaa</i></a>", "<a href=\"u\"><i>bb</i></a>"]),
            ("aaaaaaa&amp;&amp;b", ["aaaaaaa&amp;", "&amp;b"]), ("aaaaaaa👍b", ["aaaaaaa", "👍b"]),
            ("aaaa👨‍👩‍👧b", ["aaaa", "👨‍👩‍👧", "b"]),
        ])
    func cutting(block: String, parts: [String]) {
        #expect(MessageSplitter(visibleLimit: 8).parts(of: [block]) == parts)
    }

    @Test("counts the tags against the raw limit and the formatted stretches against theirs")
    func otherLimits() throws {
        let bold = Array(repeating: "<b>x</b>", count: 250)
        let parts = MessageSplitter().parts(of: bold)
        #expect(parts.count == 3)
        #expect(try parts.allSatisfy { try TelegramHTML($0).entities.count <= 100 })
        #expect(MessageSplitter(rawLimit: 30).parts(of: bold).allSatisfy { $0.utf16.count <= 30 })
        #expect(MessageSplitter(rawLimit: 30).parts(of: [bold.joined()]).allSatisfy { $0.utf16.count <= 30 })
    }

    @Test("ends with any input, however little fits")
    func termination() {
        #expect(MessageSplitter(visibleLimit: 0, rawLimit: 0).parts(of: ["<b>ab</b>"]).joined().contains("a"))
        let marks = "a" + String(repeating: "\u{301}", count: 9000)
        #expect(MessageSplitter().parts(of: [marks]).allSatisfy { $0.utf16.count <= 4096 })
        #expect(MessageSplitter().parts(of: [String(repeating: "<", count: 5000)]).count == 2)
    }

    @Test("delivers 200 accounts in order, whole, with nothing lost", arguments: 0..<4)
    func fuzz(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        var blocks: [String] = []
        for number in 0..<200 {
            let names = (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in HTMLTextTests.hostile.randomElement(using: &random) }
            let name = HTMLText.escape(names.joined(separator: " "))
            let filler = String(
                repeating: ["x", "я", "👍", "&amp;", " "].randomElement(using: &random) ?? "", count: .random(in: 0...100, using: &random))
            let wide = number % 50 == seed % 50 ? String(repeating: "<i>\(filler)\n</i>", count: 60) : filler
            blocks.append("<b>\(number) \(name)</b>\n  <a href=\"https://e.org/?a=1&amp;b=\(number)\">\(wide)</a>")
        }
        let parts = MessageSplitter().parts(of: blocks)
        for part in parts {
            let read = try TelegramHTML(part)
            #expect(read.text.utf16.count <= 4096)
            #expect(part.utf16.count <= 12_288)
            #expect(read.text.contains { !$0.isWhitespace })
        }
        #expect(try visible(parts) == visible(blocks))
    }
}

/// A generator whose sequence depends on its seed alone.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
