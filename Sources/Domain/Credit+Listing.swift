extension [Credit] {
    /// The same with a wallet's reversals of one UTC hour and one sign added up, at the instant of the last of them: what people read.
    ///
    /// A balance that jitters has one at every poll. What a person said something of stays alone.
    package var withReversalsByHour: [Credit] {
        var places: [Hour: Int] = [:]
        var listed: [Credit] = []
        for credit in self {
            guard credit.kind == .reversal, credit.classifiedAt == nil else {
                listed.append(credit)
                continue
            }
            let hour = Hour(wallet: credit.wallet, hour: (credit.at.seconds + 3599) / 3600, isFall: credit.amount.isNegative)
            if let place = places[hour], let sum = try? listed[place].amount + credit.amount {
                listed[place].amount = sum
                listed[place].at = Swift.max(listed[place].at, credit.at)
            } else {
                places[hour] = listed.count
                listed.append(credit)
            }
        }
        return listed
    }
}

/// Where a reversal is added up.
private struct Hour: Hashable {
    let wallet: WalletID
    let hour: Int64
    let isFall: Bool
}
