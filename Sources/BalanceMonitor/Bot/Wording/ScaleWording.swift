import Domain

/// A change that looks like another unit, in words.
struct ScaleWording {
    private let wording: Wording

    init(_ wording: Wording) {
        self.wording = wording
    }

    /// «изменение в 1 000 раз», nil where the reason is another.
    func change(_ suspicion: Suspicion) -> String? {
        times(suspicion).map { wording.say(ru: "изменение \($0)", en: "changed \($0)") }
    }

    /// «в 1 000 раз», "a thousandfold"; nil where the reason is another.
    func times(_ suspicion: Suspicion) -> String? {
        switch suspicion {
        case .hundredfold: wording.say(ru: "в 100 раз", en: "a hundredfold")
        case .thousandfold: wording.say(ru: "в 1\u{202F}000 раз", en: "a thousandfold")
        case .millionfold: wording.say(ru: "в 1\u{202F}000\u{202F}000 раз", en: "a millionfold")
        case .scaled:
            wording.say(ru: "в 100, 1\u{202F}000 или 1\u{202F}000\u{202F}000 раз", en: "a hundred, a thousand or a million times")
        case .zero, .negative, .doubled, .halved: nil
        }
    }
}
