import Domain
import Testing

@Suite struct ReportScheduleTests {
    private func schedule(_ zone: String, _ times: String...) throws -> ReportSchedule {
        ReportSchedule(times: try times.map { try #require(CivilTime($0)) }, zone: try SystemZones.zone(zone))
    }

    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    /// `2026-11-22 07:15` in UTC.
    private func utc(_ text: String) throws -> Instant {
        let words = text.split(separator: " ")
        let second = try #require(CivilTime(words[1])).secondOfDay
        return Instant(seconds: Int64(try date(String(words[0])).dayNumber * 86_400 + second))
    }

    @Test(
        "sends at the wall clock's time whatever the law does to it",
        arguments: [
            ("Europe/Moscow", "10:15", "2026-11-22", "2026-11-22 07:15"), ("Europe/Berlin", "10:15", "2026-03-28", "2026-03-28 09:15"),
            ("Europe/Berlin", "10:15", "2026-03-29", "2026-03-29 08:15"), ("Europe/Berlin", "02:30", "2026-03-29", "2026-03-29 01:00"),
            ("Europe/Berlin", "02:30", "2026-10-25", "2026-10-25 00:30"), ("Pacific/Apia", "10:15", "2011-12-30", nil),
            ("Pacific/Apia", "10:15", "2011-12-31", "2011-12-30 20:15"), ("Pacific/Kwajalein", "17:15", "1993-08-21", nil),
        ] as [(String, String, String, String?)])
    func instants(zone: String, time: String, day: String, at: String?) throws {
        let slots = try schedule(zone, time).slots(of: date(day))
        #expect(slots.map(\.at) == (try at.map { [try utc($0)] } ?? []))
    }

    @Test("keeps two slots that a gap pushes to one instant")
    func pushedTogether() throws {
        let schedule = try schedule("Europe/Berlin", "02:45", "02:15", "10:15", "02:15")
        let slots = try schedule.slots(of: date("2026-03-29"))
        #expect(slots.map(\.time.description) == ["02:15", "02:45", "10:15"])
        #expect(slots[0].at == slots[1].at)
        #expect(slots == slots.sorted())
        #expect(Set(slots).count == 3)
    }

    @Test("finds the slots around an instant")
    func neighbours() throws {
        let schedule = try schedule("Europe/Moscow", "10:15", "17:15")
        let slot = try #require(schedule.next(after: utc("2026-11-22 07:14")))
        #expect(slot.at == (try utc("2026-11-22 07:15")))
        #expect(slot.date == (try date("2026-11-22")))
        #expect(schedule.previous(atOrBefore: slot.at) == slot)
        #expect(try #require(schedule.next(after: slot.at)).at == utc("2026-11-22 14:15"))
        #expect(try #require(schedule.previous(atOrBefore: slot.at - 1)).at == utc("2026-11-21 14:15"))
        #expect(schedule.slots(in: Window(from: slot.at, until: slot.at + 86_400)).count == 2)
        let none = ReportSchedule(times: [], zone: schedule.zone)
        #expect(none.next(after: slot.at) == nil)
        #expect(none.previous(atOrBefore: slot.at) == nil)
    }

    @Test("crosses a date that never was")
    func skippedDate() throws {
        let schedule = try schedule("Pacific/Apia", "10:15")
        let before = try #require(schedule.slots(of: date("2011-12-29")).first)
        let after = try #require(schedule.next(after: before.at))
        #expect(after.date == (try date("2011-12-31")))
        #expect(after.at - before.at == 86_400)
        #expect(schedule.previous(atOrBefore: after.at - 1) == before)
    }

    @Test("has one slot for each local date and time in every zone that changes from 2020 to 2030, none lost, none doubled")
    func everyZone() throws {
        let (from, until) = (try utc("2020-01-01 00:00"), try utc("2030-12-31 00:00"))
        let times = try ["02:30", "10:15", "17:15"].map { try #require(CivilTime($0)) }
        var (zones, pushed, repeated) = (0, 0, 0)
        var seen: Set<[Int64]> = []
        for (name, bytes) in SystemZones.distinct {
            let zone = try Zone(name: name, bytes: bytes)
            let schedule = ReportSchedule(times: times, zone: zone)
            let changes = Array(sequence(first: from) { zone.nextChange(after: $0) }.dropFirst().prefix { $0 < until })
            if !changes.isEmpty { zones += 1 }
            // Half of the world changes with Berlin or New York: the same ten years once are enough.
            guard seen.insert(changes.flatMap { [$0.seconds, zone.offset(at: $0)] }).inserted else { continue }
            for at in changes {
                // Walked slot by slot, as the daemon does, over the week around the change.
                let first = zone.date(at: at) - 3
                var found: [Slot] = []
                var now = zone.firstInstant(of: CivilDateTime(date: first, time: .midnight)) - 1
                while let slot = schedule.next(after: now), slot.date < first + 7 {
                    found += schedule.slots(in: Window(from: now, until: slot.at))
                    now = slot.at
                }
                let expected = (0..<7).flatMap { day in times.map { (first + day, $0) } }
                guard found.count == expected.count, zip(found, expected).allSatisfy({ ($0.date, $0.time) == $1 }) else {
                    Issue.record("\(name): \(found) around \(at)")
                    break
                }
                for slot in found {
                    let local = CivilDateTime(date: slot.date, time: slot.time)
                    let shown = zone.instants(of: local)
                    if shown.count > 1 { repeated += 1 }
                    if shown.isEmpty { pushed += 1 }
                    let isAfterGap = zone.civil(at: slot.at - 1) < local && zone.civil(at: slot.at) > local
                    #expect(shown.isEmpty ? isAfterGap : slot.at == shown.first, "\(name) \(slot)")
                }
            }
        }
        #expect(zones > 80)
        #expect(pushed > 50)
        #expect(repeated > 50)
    }

    @Test(
        "keeps its slots where clocks change in the middle of the day",
        arguments: ["AAA-3BBB,M3.5.0/10,M10.5.0/11", "AAA-3BBB,M3.5.0/17,M10.5.0/18", "AAA3BBB-5,M3.5.0/10:15,M10.5.0/17:15"])
    func midday(rule: String) throws {
        let times = try ["02:30", "10:15", "17:15"].map { try #require(CivilTime($0)) }
        let schedule = ReportSchedule(times: times, zone: try TZifBytes.rule(rule))
        let (first, end) = (try #require(schedule.previous(atOrBefore: utc("2020-01-02 00:00"))), try date("2020-12-31"))
        var last = first
        var handled: Set<String> = []
        var count = 0
        // The daemon's own loop: sleep until the next slot, then send until nothing is due.
        while last.date < end {
            let now = try #require(schedule.next(after: last.at)).at
            while let slot = schedule.dueSlots(now: now, lastHandled: last).send {
                handled.insert("\(slot.date) \(slot.time)")
                count += 1
                last = slot
            }
        }
        #expect(handled.count == count)
        #expect(count == 3 * (end - first.date) - (times.firstIndex(of: first.time) ?? 0))
    }

    @Test(
        "walks eleven years without a slot too many or too few",
        arguments: ["Europe/Moscow", "America/New_York", "Australia/Lord_Howe", "Asia/Gaza"])
    func elevenYears(zone: String) throws {
        let schedule = try schedule(zone, "02:30", "10:15", "17:15")
        let (first, last) = (try date("2020-01-01"), try date("2030-12-31"))
        let window = Window(
            from: schedule.zone.firstInstant(of: CivilDateTime(date: first, time: .midnight)) - 1,
            until: schedule.zone.firstInstant(of: CivilDateTime(date: last + 1, time: .midnight)) - 1)
        let slots = schedule.slots(in: window)
        #expect(slots.count == 3 * (last - first + 1))
        #expect(zip(slots, slots.dropFirst()).allSatisfy { $0.at < $1.at && $0.date <= $1.date })
    }
}

@Suite struct DueSlotsTests {
    private let schedule: ReportSchedule
    private let morning: Slot
    private let evening: Slot

    init() throws {
        let times = try ["10:15", "17:15"].map { try #require(CivilTime($0)) }
        schedule = ReportSchedule(times: times, zone: try SystemZones.zone("Europe/Moscow"))
        let slots = schedule.slots(of: try #require(CivilDate("2026-11-22")))
        (morning, evening) = (slots[0], slots[1])
    }

    @Test("are none before the slot, it at its instant, and none once it was handled")
    func punctual() throws {
        let last = try #require(schedule.previous(atOrBefore: morning.at - 1))
        #expect(schedule.dueSlots(now: morning.at - 1, lastHandled: last) == DueSlots(send: nil, skipped: []))
        #expect(schedule.dueSlots(now: morning.at, lastHandled: last) == DueSlots(send: morning, skipped: []))
        #expect(schedule.dueSlots(now: morning.at, lastHandled: morning) == DueSlots(send: nil, skipped: []))
        #expect(schedule.dueSlots(now: evening.at - 1, lastHandled: morning) == DueSlots(send: nil, skipped: []))
    }

    @Test("are a missed one, late, until the next is due")
    func late() throws {
        let last = try #require(schedule.previous(atOrBefore: morning.at - 1))
        #expect(schedule.dueSlots(now: morning.at + 3 * 3600, lastHandled: last) == DueSlots(send: morning, skipped: []))
        #expect(schedule.dueSlots(now: evening.at - 1, lastHandled: last) == DueSlots(send: morning, skipped: []))
        #expect(schedule.dueSlots(now: evening.at, lastHandled: last) == DueSlots(send: evening, skipped: [morning]))
    }

    @Test("name every one that was skipped, in order")
    func daysOff() throws {
        let last = try #require(schedule.previous(atOrBefore: morning.at - 3 * 86_400 - 1))
        let due = schedule.dueSlots(now: evening.at + 60, lastHandled: last)
        #expect(due.send == evening)
        #expect(due.skipped.count == 7)
        #expect(due.skipped.last == morning)
        #expect(due.skipped == due.skipped.sorted())
    }

    @Test("begin with the subscription for a chat that has had none")
    func firstReport() {
        #expect(schedule.dueSlots(now: morning.at + 60, since: morning.at + 30) == DueSlots(send: nil, skipped: []))
        #expect(schedule.dueSlots(now: evening.at, since: morning.at + 30) == DueSlots(send: evening, skipped: []))
    }

    @Test("do not burst when the clock jumps from 1970")
    func jump() {
        let due = schedule.dueSlots(now: evening.at, since: Instant(seconds: 0))
        #expect(due.send == evening)
        #expect(due.skipped.count <= 801)
    }

    @Test("are none while the clock is set back")
    func setBack() {
        #expect(schedule.dueSlots(now: morning.at - 7200, lastHandled: evening) == DueSlots(send: nil, skipped: []))
        #expect(schedule.dueSlots(now: morning.at + 60, lastHandled: evening) == DueSlots(send: nil, skipped: []))
    }

    @Test("never repeat a date and time whose instant moved with the law")
    func changedLaw() {
        let handled = Slot(date: morning.date, time: morning.time, at: morning.at - 3600)
        #expect(schedule.dueSlots(now: morning.at + 60, lastHandled: handled) == DueSlots(send: nil, skipped: []))
        #expect(schedule.dueSlots(now: evening.at, lastHandled: handled) == DueSlots(send: evening, skipped: []))
    }

    @Test("are sent one after the other when a gap pushed them to one instant")
    func sharedInstant() throws {
        let times = try ["02:15", "02:45"].map { try #require(CivilTime($0)) }
        let berlin = ReportSchedule(times: times, zone: try SystemZones.zone("Europe/Berlin"))
        let slots = berlin.slots(of: try #require(CivilDate("2026-03-29")))
        let last = try #require(berlin.previous(atOrBefore: slots[0].at - 1))
        #expect(berlin.dueSlots(now: slots[0].at, lastHandled: last) == DueSlots(send: slots[0], skipped: []))
        #expect(berlin.dueSlots(now: slots[0].at, lastHandled: slots[0]) == DueSlots(send: slots[1], skipped: []))
        #expect(berlin.dueSlots(now: slots[0].at, lastHandled: slots[1]) == DueSlots(send: nil, skipped: []))
    }
}
