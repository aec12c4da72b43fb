import Charts
import Foundation
import Testing

@Suite("A chart's picture") struct ChartPictureTests {
    @Test("is a PNG of 1600 pixels' width", arguments: ChartSituation.allCases)
    func png(situation: ChartSituation) throws {
        let bytes = try ChartPicture.png(of: [situation.ranked()])
        #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        if let folder = ProcessInfo.processInfo.environment["CHART_PICTURES"] {
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/\(situation.rawValue).png"))
        }
    }
}
