import History
import Testing

@Suite("The pace of thinning") struct ThinningPaceTests {
    @Test("begins with a hundred readings, grows on a fast disk and shrinks on a slow one")
    func pace() {
        var pace = ThinningPace()
        #expect(pace.rows == 100)
        let course = [1, 2, 2, 3, 9, 11, 30, 500, 500, 2].map { (milliseconds: Int) -> Int in
            pace.took(.milliseconds(milliseconds))
            return pace.rows
        }
        #expect(course == [200, 400, 800, 800, 800, 400, 200, 100, 100, 200])
    }

    @Test("never takes less than a disk notices, and never all at once")
    func bounds() {
        var (slow, fast) = (ThinningPace(), ThinningPace())
        for _ in 0..<60 {
            slow.took(.seconds(9))
            fast.took(.zero)
        }
        #expect(slow.rows == 100 && fast.rows == 25_600)
    }
}
