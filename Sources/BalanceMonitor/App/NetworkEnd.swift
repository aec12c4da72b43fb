import Domain
import Networks

/// The announced end of a network that accounts are polled by: of the service, or of the version of its API that the definition speaks.
struct NetworkEnd: Hashable, Sendable {
    /// How many days before the end people are told.
    static let notice = 30

    let network: String
    let title: String
    let date: CivilDate
    /// Whether the whole service is closed, rather than a version of its API.
    let isClosed: Bool
    /// Whether the day has passed.
    let isOver: Bool

    /// The end of `definition`, told on `today`; nil where none is known or it is more than 30 days off.
    init?(_ definition: NetworkDefinition, today: CivilDate) {
        guard let date = definition.closed ?? definition.validUntil, date - today <= Self.notice else { return nil }
        network = definition.name
        title = definition.title
        self.date = date
        isClosed = definition.closed != nil
        isOver = isClosed ? date <= today : date < today
    }

    /// Of every network that an account of `installation` uses, each once, by name.
    static func all(of installation: Installation, today: CivilDate) -> [NetworkEnd] {
        let used = Dictionary(installation.accounts.map { ($0.settings.network, $0.network.definition) }) { first, _ in first }
        return used.sorted { $0.key < $1.key }.compactMap { NetworkEnd($0.value, today: today) }
    }

    /// What ends, when, and what to do; plain text.
    func text(_ language: Language) -> String {
        let russian =
            isClosed
            ? "Сеть «\(title)» (\(network)) \(isOver ? "закрыта с" : "закрывается") \(date). Уберите её аккаунты или поставьте им retired = true."
            : "Версия API, по которой опрашивается сеть «\(title)» (\(network)), \(isOver ? "действовала" : "действует") до \(date). "
                + "Обновите программу или определение сети."
        let english =
            isClosed
            ? "The network \(title) (\(network)) \(isOver ? "has been closed since" : "closes on") \(date). Remove its accounts, or set retired = true."
            : "The version of the API by which the network \(title) (\(network)) is polled \(isOver ? "was valid" : "is valid") until \(date). "
                + "Update the program or the network's definition."
        return language == .ru ? russian : english
    }
}
