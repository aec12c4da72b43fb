import History
import Testing

@Suite("The pace of thinning") struct ThinningPaceTests {
    @Test("begins with a hundred readings, grows on a fast disk and shrinks on a slow one")
    func pace() {
        var pace = ThinningPace()
        #expect(pace.rows == 100)
        let course = [1, 4, 4, 15, 19, 30, 60, 500, 500, 4].map { (milliseconds: Int) -> Int in
            pace.took(.milliseconds(milliseconds))
            return pace.rows
        }
        #expect(course == [200, 400, 800, 800, 800, 400, 200, 100, 50, 100])
    }

    @Test("never comes to nothing, and never takes all at once")
    func bounds() {
        var (slow, fast) = (ThinningPace(), ThinningPace())
        for _ in 0..<60 {
            slow.took(.seconds(9))
            fast.took(.zero)
        }
        #expect(slow.rows == 1 && fast.rows == 51_200)
    }
}
