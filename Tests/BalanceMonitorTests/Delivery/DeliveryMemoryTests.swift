import Domain
import FoundationEssentials
import History
import TelegramAPI
import Testing
import Transport

@testable import BalanceMonitor

@Suite("The delivery's memory", .timeLimit(.minutes(2))) struct DeliveryMemoryTests {
    /// A client of a server that takes everything and keeps nothing.
    private func client(_ sent: Shared<Int>) -> TelegramClient {
        TelegramClient(api: "http://127.0.0.1:1", token: TestTelegram.token, allowsHTTP: true) { (_) async throws(TransportError) in
            sent.update { $0 += 1 }
            let body = Array(#"{"ok":true,"result":{"message_id":1,"date":1}}"#.utf8)
            return HTTPResponse(status: 200, headers: [], body: body, elapsed: .zero)
        }
    }

    @Test("is after many messages what it was before them")
    func flat() async throws {
        let bench = try Bench()
        let sent = Shared(0)
        let service = DeliveryService(
            bot: Bench.bot,
            postman: Postman(
                history: bench.history, telegram: client(sent), installation: CurrentInstallation(try bench.installation()),
                zones: bench.zones, time: bench.time, pace: SharedPace(.none)),
            bell: Bell(), belief: SharedBelief(ClockBelief(isBelieved: true)), log: bench.log)
        func send(_ count: Int) async throws {
            let wanted = sent.read { $0 } + count
            try await bench.history.write { transaction in
                for number in 0..<count {
                    try transaction.enqueue(
                        OutgoingMessage(
                            bot: Bench.bot, chat: ChatAddress(chat: Int64(number % 8 + 1)), kind: .answer, parts: [.init(text: "text")],
                            createdAt: Bench.start))
                }
            }
            service.bell.ring()
            while sent.read({ $0 }) < wanted { try await Task.sleep(for: .milliseconds(5)) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            // Caches fill first.
            try await send(400)
            let before = try Heap.bytesInUse()
            try await send(1600)
            let grown = try Heap.bytesInUse() - before
            // A task that is kept costs some 11 kB, so these would be 17 MB.
            #expect(grown < 4_000_000, "1600 messages left \(grown) bytes behind")
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
