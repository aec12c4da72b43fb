import History
import Testing

@Suite("The pace of thinning") struct ThinningPaceTests {
    @Test("begins with an hour, grows on a fast disk and shrinks on a slow one")
    func pace() {
        var pace = ThinningPace()
        #expect(pace.hours == 1)
        let course = [1, 4, 4, 15, 19, 30, 60, 500, 500, 4].map { (milliseconds: Int) -> Int in
            pace.took(.milliseconds(milliseconds))
            return pace.hours
        }
        #expect(course == [2, 4, 8, 8, 8, 4, 2, 1, 1, 2])
    }

    @Test("never takes more than a week at once")
    func most() {
        var pace = ThinningPace()
        for _ in 0..<60 { pace.took(.zero) }
        #expect(pace.hours == 168)
    }
}
