/// What reports look like, with every no-break space made plain; in English where the name says so.
enum ReportGolden {
    static let texts = english.merging(money) { $1 }.merging(circumstances) { $1 }
}
