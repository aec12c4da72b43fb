import Foundation
import Testing

/// A helper process of this test's own process, found in /proc.
struct HelperProcess {
    let id: pid_t
    /// `R`, `S`, or `Z` for one that has ended and was not waited for.
    let state: String

    /// All that this process has started and not yet waited for.
    static func all() throws -> [HelperProcess] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.compactMap { id in
            guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8), let name = text.lastIndex(of: ")") else {
                return nil
            }
            let fields = text[name...].split(separator: " ")
            return fields[2] == "\(getpid())" ? HelperProcess(id: id, state: String(fields[1])) : nil
        }
    }

    /// Pages of its own in memory; `of` is a process id or `self`.
    static func pages(of process: String) throws -> Int {
        let fields = try String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(fields[1]))
    }
}
