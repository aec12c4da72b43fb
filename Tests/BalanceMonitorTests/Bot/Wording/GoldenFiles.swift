import Foundation
import Testing

/// Texts that somebody has read and found good, a file each in Tests/Golden.
///
/// With BALANCE_MONITOR_GOLDEN=write in the environment they are written anew, and the tests fail all the same until they run without.
enum GoldenFiles {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden")
    private static let isWriting = ProcessInfo.processInfo.environment["BALANCE_MONITOR_GOLDEN"] == "write"
    /// Between the messages of one text.
    private static let cut = "\n✂ ✂ ✂\n"

    /// Compares the messages of a text with its file.
    static func check(_ parts: [String], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = folder.appendingPathComponent(name.replacing(" ", with: "-"))
        let text = parts.joined(separator: cut) + "\n"
        if isWriting {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("\(file.lastPathComponent) was written: read it, then run the tests without BALANCE_MONITOR_GOLDEN")
            return
        }
        let known = try? String(contentsOf: file, encoding: .utf8)
        #expect(known == text, "Tests/Golden/\(file.lastPathComponent) differs", sourceLocation: sourceLocation)
    }
}
