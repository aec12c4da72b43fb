package import Domain

/// How figures, dates and stretches of time are put to a reader: in a language, in a zone, as seen from an instant.
///
/// Figures never break across lines (no-break spaces); words and dates may.
package struct Wording: Hashable, Sendable {
    package let language: Language
    package let zone: Zone
    /// What «вчера» is measured from.
    package let now: Instant

    package init(language: Language, zone: Zone, now: Instant) {
        self.language = language
        self.zone = zone
        self.now = now
    }

    /// The reader's date at `now`.
    package var today: CivilDate { zone.date(at: now) }

    /// The text in the reader's language.
    func say(ru: String, en: String) -> String {
        switch language {
        case .ru: ru
        case .en: en
        }
    }
}
