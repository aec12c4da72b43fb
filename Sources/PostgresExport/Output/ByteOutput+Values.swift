/// Numbers, amounts and instants as digits, without a `String` between. Each needs room for 32 bytes.
extension ByteOutput {
    /// A whole number.
    @inline(__always) func put(number: Int64) {
        if number < 0 { put(UInt8(ascii: "-")) }
        putDigits(number.magnitude)
    }

    /// Micros as a decimal with all six places: `-12.500000`.
    @inline(__always) func put(micros: Int64, point: UInt8 = UInt8(ascii: ".")) {
        if micros < 0 { put(UInt8(ascii: "-")) }
        let (whole, rest) = micros.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        putDigits(whole)
        put(point)
        let (upper, lower) = UInt32(truncatingIfNeeded: rest).quotientAndRemainder(dividingBy: 1000)
        putThree(upper)
        putThree(lower)
    }

    /// Two digits of a number below 100.
    @inline(__always) func putTwo(_ number: Int) {
        put(UInt8(truncatingIfNeeded: 48 &+ number / 10))
        put(UInt8(truncatingIfNeeded: 48 &+ number % 10))
    }

    @inline(__always) private func putThree(_ number: UInt32) {
        put(UInt8(truncatingIfNeeded: 48 &+ number / 100))
        put(UInt8(truncatingIfNeeded: 48 &+ number / 10 % 10))
        put(UInt8(truncatingIfNeeded: 48 &+ number % 10))
    }

    @inline(__always) private func putDigits(_ number: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, first) = (number, 20)
            repeat {
                first &-= 1
                let quotient = rest / 10
                digits[first] = UInt8(truncatingIfNeeded: 48 &+ (rest &- quotient &* 10))
                rest = quotient
            } while rest > 0
            put(UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }
}
