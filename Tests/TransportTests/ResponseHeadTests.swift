import Testing

@testable import Transport

@Suite struct ResponseHeadTests {
    @Test("keeps the fields of the last answer, folded lines joined")
    func fields() {
        var head = ResponseHead()
        let lines = [
            "HTTP/1.1 103 Early Hints\r\n", "Link: early\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "Content-Type:text/plain\r\n", "X-A: one\r\n",
            "\ttwo\r\n", "x-a:\r\n", "no colon\r\n", "\r\n",
        ]
        let taken = lines.map { head.take(Array($0.utf8)[...]) }
        #expect(!taken.contains(false))
        #expect(head.fields.map(\.name) == ["content-type", "x-a", "x-a"])
        #expect(head.fields.map(\.value) == ["text/plain", "one two", ""])
        #expect(head.first("link") == nil)
    }

    @Test("survives bytes that are no text")
    func bytes() {
        var head = ResponseHead()
        _ = head.take([0x58, 0x3a, 0xff, 0xfe])
        #expect(head.first("x") == "\u{fffd}\u{fffd}")
    }

    @Test("has a limit over all lines together")
    func limit() {
        var head = ResponseHead()
        let line = [UInt8](repeating: 65, count: ResponseHead.limit)[...]
        let taken = [line, [65]].map { head.take($0) }
        #expect(taken == [true, false])
    }
}
