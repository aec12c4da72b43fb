/// The languages that people are spoken to in.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case ru, en
}
