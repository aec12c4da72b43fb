import Domain
import Glibc
import History
import TelegramAPI
import Transport

/// Tells the owners that the database is damaged and no daemon runs: directly, since there is nothing to queue it in; once in 24 hours.
struct DamageNotice: Sendable {
    /// What all of it may take, in real time.
    private static let patience = Duration.seconds(20)
    /// Between two notes, in seconds: a service manager may start the daemon again and again.
    private static let pause: Int64 = 86400

    private let telegram: TelegramSettings
    private let text: String
    /// Its age says when the owners were told.
    private let mark: String

    /// `detail` says what is wrong; `backup` is the newest one there is.
    init(configuration: Configuration, detail: String, backup: String?) {
        telegram = configuration.telegram
        text = DeliveryWording(configuration.report.language).damaged(detail, backup: backup, isRunning: false)
        mark = Self.mark(of: configuration.history.database)
    }

    /// The database is sound: damage that comes later is told at once.
    static func forget(database: String) {
        unlink(mark(of: database))
    }

    private static func mark(of database: String) -> String { database + ".damage-told" }

    /// Sends it to every owner; returns a sentence where nobody could be told.
    func tell() async -> String? {
        guard let token = telegram.token else { return "nobody is told in Telegram: there is no [telegram] token" }
        if isToldLately { return nil }
        let http = HTTPClient()
        defer { http.shutdown() }
        let client = TelegramClient(
            api: telegram.api, token: token, routes: telegram.routes.map(\.route), allowsHTTP: !telegram.api.hasPrefix("https://"),
            send: http.send)
        let (owners, text) = (telegram.owners, text)
        let told = await withTaskGroup(of: Bool?.self) { group in
            for owner in owners {
                group.addTask { (try? await client.sendMessage(to: ChatAddress(chat: owner), text)) != nil }
            }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return nil
            }
            var isTold = false
            var left = owners.count
            while left > 0, let answer = await group.next(), let answer {
                isTold = isTold || answer
                left -= 1
            }
            group.cancelAll()
            return isTold
        }
        guard told else { return "the owners could not be told in Telegram" }
        let descriptor = open(mark, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        if descriptor >= 0 {
            _ = write(descriptor, "\n", 1)
            Glibc.close(descriptor)
        }
        return nil
    }

    private var isToldLately: Bool {
        var status = stat()
        guard stat(mark, &status) == 0 else { return false }
        return (0..<Self.pause).contains(Int64(time(nil) - status.st_mtim.tv_sec))
    }
}
