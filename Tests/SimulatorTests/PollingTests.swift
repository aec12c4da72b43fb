import Simulator
import Testing

@Suite("Polling the simulated Telegram") struct PollingTests {
    let bot = Caller()

    @Test("gives the same updates again until an offset acknowledges them")
    func offset() async {
        for text in ["a", "b", "c"] { bot.telegram.userSays(text, from: bot.alice) }
        let first = await bot.poll()
        #expect(first.count == 3)
        #expect(await bot.poll() == first)
        #expect(await bot.poll(first[1]) == [first[1], first[2]])
        #expect(await bot.poll() == [first[1], first[2]])
        #expect(await bot.poll(first[0]) == [first[1], first[2]])
        #expect(await bot.poll(first[2] + 1) == [])
        #expect(bot.telegram.unacknowledged == [])
    }

    @Test("keeps the newest ones for a negative offset, and no more than the limit")
    func negative() async {
        for text in ["a", "b", "c"] { bot.telegram.userSays(text, from: bot.alice) }
        let all = await bot.poll()
        #expect(await bot.poll(limit: 2) == Array(all.prefix(2)))
        #expect(await bot.poll(-1) == [all[2]])
        #expect(await bot.poll() == [all[2]])
    }

    @Test("waits for what happens meanwhile")
    func waiting() async {
        async let updates = bot.poll(timeout: 60)
        await started(1)
        bot.telegram.userSays("hi", from: bot.alice)
        #expect(await updates.count == 1)
    }

    @Test("is ended with 409 by a newer poller, which gets the updates")
    func conflict() async {
        async let old = bot.call("getUpdates", ["timeout": 60])
        await started(1)
        async let new = bot.poll(timeout: 60)
        let (status, body) = await old
        #expect(status == 409)
        #expect(body["error_code"] == 409)
        bot.telegram.userSays("hi", from: bot.alice)
        #expect(await new.count == 1)
    }

    @Test("ends at once when the caller is gone")
    func cancellation() async {
        let task = Task { await bot.poll(timeout: 600) }
        await started(1)
        task.cancel()
        #expect(await task.value == [])
    }

    /// Waits until the server has taken so many calls.
    private func started(_ count: Int) async {
        while bot.telegram.calls(of: "getUpdates") < count { await Task.yield() }
    }
}
