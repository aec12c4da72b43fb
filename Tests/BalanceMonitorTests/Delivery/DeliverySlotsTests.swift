import Testing

@testable import BalanceMonitor

@Suite("The room for messages on their way") struct DeliverySlotsTests {
    private static let start = DeliverySlots.Moment.now

    private func full(_ chats: ClosedRange<Int64>) -> DeliverySlots {
        var slots = DeliverySlots()
        for chat in chats { slots.take(chat, at: Self.start) }
        return slots
    }

    @Test("is for eight as long as it is open whether Telegram answers at all")
    func unknown() {
        #expect(full(1...7).hasRoom && full(1...7).asksAt == nil)
        var slots = full(1...8)
        #expect(!slots.hasRoom)
        #expect(slots.asksAt == Self.start + .seconds(2))
        slots.answered(at: Self.start + .seconds(1))
        #expect(!slots.hasRoom, "an answer within the patience says nothing of those that began with it")
        slots.release(3)
        #expect(slots.hasRoom)
    }

    @Test("is not taken up by chats that hang while Telegram answers others")
    func hanging() {
        var slots = full(1...8)
        slots.answered(at: Self.start + .seconds(2))
        #expect(slots.hasRoom)
        for chat in 9...16 as ClosedRange<Int64> { slots.take(chat, at: Self.start + .seconds(2)) }
        #expect(!slots.hasRoom && slots.asksAt == Self.start + .seconds(4))
    }

    @Test("has a bound")
    func bound() {
        var slots = full(1...64)
        slots.answered(at: Self.start + .seconds(60))
        #expect(!slots.hasRoom && slots.asksAt == nil)
    }
}
