/// Why the rules of a time zone could not be read.
package struct ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The zone's name, as it was asked for.
    package let zone: String
    package let problem: TZifProblem

    package init(zone: String, problem: TZifProblem) {
        self.zone = zone
        self.problem = problem
    }

    package var description: String {
        "the rules of time zone \"\(zone.prefix(80))\" cannot be read: \(problem); reinstall the package tzdata"
    }
}

/// What is wrong with the bytes of a time zone file.
package enum TZifProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file does not begin as a TZif file does, or its version is unknown.
    case notTZif
    /// The file ends before its own counts say.
    case truncated
    /// It counts leap seconds (a zone of `right/`), which the clock of a host does not.
    case leapSeconds
    /// Its parts contradict each other; the text says which.
    case inconsistent(String)
    /// Its rule for the years to come is not a POSIX TZ string with explicit changes.
    case badRule(String)

    package var description: String {
        switch self {
        case .notTZif: "it is not a TZif file of version 1 to 4"
        case .truncated: "the file is cut short"
        case .leapSeconds: "it counts leap seconds; choose the zone without \"right/\""
        case .inconsistent(let part): "the file contradicts itself (\(part))"
        case .badRule(let text): "its rule \"\(text.prefix(80))\" is not understood"
        }
    }
}
