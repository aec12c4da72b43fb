import Domain
import History

/// Writes one row of a file in its format.
struct FileRow {
    private let table: FileTable
    private let format: FileFormat
    private let columns: [FileTable.Column]
    /// `"name":` of each column.
    private let members: [[UInt8]]
    private var instants = InstantDigits(separator: "T", suffix: "Z")

    init(_ table: FileTable, format: FileFormat) {
        self.table = table
        self.format = format
        columns = table.columns(for: format)
        members = columns.map { Array("\"\($0.name)\":".utf8) }
    }

    private var isJSON: Bool { format == .jsonLines }

    /// The line of names; JSON lines have none. Throws `ExportError`.
    func putHeader(to output: ByteOutput) throws(ExportError) {
        switch format {
        case .csv: try output.put(columns.map(\.name).joined(separator: ",") + "\n")
        case .excel(let zone, let language):
            let names = columns.map { column in
                let name = language == .ru ? FileHeading.russian(column.name) : column.name
                return column.kind == .instant ? "\(name) (\(zone.name))" : name
            }
            try output.put("\u{FEFF}" + names.joined(separator: ";") + "\r\n")
        case .jsonLines: break
        }
    }

    /// One row. Throws `ExportError`.
    mutating func put(_ row: StreamedRow, to output: ByteOutput) throws(ExportError) {
        try output.reserve(1)
        if isJSON { output.put(UInt8(ascii: "{")) }
        for column in columns.indices {
            try output.reserve(256)
            if column > 0 { output.put(separator) }
            if isJSON { members[column].withUnsafeBufferPointer { output.put($0) } }
            if row.isNull(column) {
                if isJSON { "null".utf8.forEach { output.put($0) } }
            } else {
                try put(row, column, to: output)
            }
        }
        try output.reserve(8)
        switch format {
        case .csv: break
        case .excel: output.put(UInt8(ascii: "\r"))
        case .jsonLines: output.put(UInt8(ascii: "}"))
        }
        output.put(UInt8(ascii: "\n"))
    }

    private mutating func put(_ row: StreamedRow, _ column: Int, to output: ByteOutput) throws(ExportError) {
        let isQuoted = isJSON && columns[column].kind.isQuotedInJSON
        if isQuoted { output.put(UInt8(ascii: "\"")) }
        switch columns[column].kind {
        case .money: output.put(micros: row.number(column), point: point)
        case .instant: try put(instant: row.number(column), column, to: output)
        case .decimal:
            for byte in try checked(row, column).prefix(64) { output.put(byte == UInt8(ascii: ".") ? point : byte) }
        case .number: output.put(number: row.number(column))
        case .flag: put(flag: row.number(column) != 0, to: output)
        case .date: try put(date: checked(row, column), to: output)
        case .text:
            let text = try checked(row, column)
            switch format {
            case .csv: try TextCell.put(text, separator: separator, isGuarded: false, to: output)
            case .excel: try TextCell.put(text, separator: separator, isGuarded: true, to: output)
            case .jsonLines: try TextCell.putJSON(text, to: output)
            }
        }
        if isQuoted { output.put(UInt8(ascii: "\"")) }
    }

    private func put(flag: Bool, to output: ByteOutput) {
        if isJSON { return (flag ? "true" : "false").utf8.forEach { output.put($0) } }
        output.put(UInt8(ascii: flag ? "1" : "0"))
    }

    private mutating func put(instant seconds: Int64, _ column: Int, to output: ByteOutput) throws(ExportError) {
        guard InstantDigits.range.contains(seconds) else { throw unwritable(column, "the instant \(seconds)") }
        guard case .excel(let zone, _) = format else { return instants.put(seconds, to: output) }
        let civil = zone.civil(at: Instant(seconds: seconds))
        let date = Array(civil.date.description.utf8)
        date.withUnsafeBufferPointer { put(date: $0, to: output) }
        output.put(UInt8(ascii: " "))
        for (index, number) in [civil.time.hour, civil.time.minute, civil.second].enumerated() {
            if index > 0 { output.put(UInt8(ascii: ":")) }
            output.putTwo(number)
        }
    }

    /// `2026-11-22`, or as a Russian spreadsheet reads it.
    private func put(date: UnsafeBufferPointer<UInt8>, to output: ByteOutput) {
        guard case .excel = format, date.count == 10 else { return date.prefix(64).forEach { output.put($0) } }
        for part in [8..<10, 5..<7, 0..<4] {
            if part.upperBound < 10 { output.put(UInt8(ascii: ".")) }
            for index in part { output.put(date[index]) }
        }
    }

    private func checked(_ row: StreamedRow, _ column: Int) throws(ExportError) -> UnsafeBufferPointer<UInt8> {
        let text = row.text(column)
        if let fault = TextCheck.fault(in: text) { throw unwritable(column, fault) }
        return text
    }

    private func unwritable(_ column: Int, _ fault: String) -> ExportError {
        .unwritable(place: "\(columns[column].name) of \(table.rawValue)", fault: fault)
    }

    private var point: UInt8 {
        if case .excel = format { return UInt8(ascii: ",") }
        return UInt8(ascii: ".")
    }

    private var separator: UInt8 {
        if case .excel = format { return UInt8(ascii: ";") }
        return UInt8(ascii: ",")
    }
}
