/// What the name of a backup tells: `balance-20261123T031500Z.db` is the first one of that second, `…Z-2.db` the second one.
struct BackupName: Hashable, Comparable {
    /// `20261123T031500Z`.
    let stamp: String
    /// 1 for the first one of its second.
    let number: Int

    /// Reads the name of a file; nil where it is none that a backup of the database called `stem` gets.
    init?(_ name: String, stem: String) {
        guard name.hasPrefix(stem + "-"), name.hasSuffix(".db") else { return nil }
        let middle = name.utf8.dropFirst(stem.utf8.count + 1).dropLast(3)
        let (stamp, rest) = (middle.prefix(16), middle.dropFirst(16))
        let isStamp = stamp.enumerated().allSatisfy { place, byte in
            switch place {
            case 8: byte == UInt8(ascii: "T")
            case 15: byte == UInt8(ascii: "Z")
            default: (48...57).contains(byte)
            }
        }
        guard isStamp, stamp.count == 16 else { return nil }
        self.stamp = String(decoding: stamp, as: UTF8.self)
        guard !rest.isEmpty else {
            number = 1
            return
        }
        guard rest.first == UInt8(ascii: "-"), let number = Int(String(decoding: rest.dropFirst(), as: UTF8.self)), number > 1,
            rest.elementsEqual("-\(number)".utf8)
        else { return nil }
        self.number = number
    }

    /// The older one first.
    static func < (left: BackupName, right: BackupName) -> Bool { (left.stamp, left.number) < (right.stamp, right.number) }
}
