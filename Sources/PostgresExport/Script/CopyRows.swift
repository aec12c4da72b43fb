import History

/// Writes rows of a table as `COPY` takes them, in its text format.
struct CopyRows {
    private let table: ExportedTable
    private let kinds: [ExportedColumn.Kind]
    private let nullable: [Bool]
    private var instants = InstantDigits()

    init(_ table: ExportedTable) {
        self.table = table
        kinds = table.columns.map(\.kind)
        nullable = table.columns.map(\.isNullable)
    }

    /// One row, whose columns are those of the table. Throws `ExportError`.
    mutating func put(_ row: StreamedRow, to output: ByteOutput) throws(ExportError) {
        try output.reserve(kinds.count * 32)
        for column in kinds.indices {
            if column > 0 { output.put(UInt8(ascii: "\t")) }
            if nullable[column], row.isNull(column) {
                output.put(UInt8(ascii: "\\"))
                output.put(UInt8(ascii: "N"))
                continue
            }
            switch kinds[column] {
            case .id, .number: output.put(number: row.number(column))
            case .money:
                output.put(micros: row.number(column))
                // The column has its six places all the same, and the server reads every digit of a load.
                output.trimDecimal()
            case .flag: output.put(row.number(column) == 0 ? UInt8(ascii: "f") : UInt8(ascii: "t"))
            case .instant:
                let seconds = row.number(column)
                guard InstantDigits.range.contains(seconds) else { throw unwritable(column, "the instant \(seconds)") }
                instants.put(seconds, to: output)
            case .date, .text:
                try put(text: row.text(column), of: column, to: output)
                try output.reserve(kinds.count * 32)
            }
        }
        output.put(UInt8(ascii: "\n"))
    }

    private func put(text: UnsafeBufferPointer<UInt8>, of column: Int, to output: ByteOutput) throws(ExportError) {
        if let fault = TextCheck.fault(in: text) { throw unwritable(column, fault) }
        for byte in text {
            try output.reserve(2)
            if let letter = Self.escape(byte) {
                output.put(UInt8(ascii: "\\"))
                output.put(letter)
            } else {
                output.put(byte)
            }
        }
    }

    /// What stands after a backslash for a byte that would end a field or a line, or start such a pair itself.
    private static func escape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\\"): UInt8(ascii: "\\")
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case 8: UInt8(ascii: "b")
        case 11: UInt8(ascii: "v")
        case 12: UInt8(ascii: "f")
        default: nil
        }
    }

    private func unwritable(_ column: Int, _ fault: String) -> ExportError {
        .unwritable(place: "\(table.name).\(table.columns[column].source)", fault: fault)
    }
}
