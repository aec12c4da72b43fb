/// What the demo says of itself before the chat begins: in Russian, and beneath it in English.
struct DemoGreeting {
    /// The directory as it was named.
    let directory: String
    /// Where the log is, or that it is beside the chat.
    let log: String?

    var text: String {
        """
        Balance Monitor, демо. Служба настоящая; рекламные сети и Telegram —
        модели на этой же машине, наружу ничего не уходит. История за месяц
        уже записана, дальше балансы опрашиваются каждые 10 секунд.
          Пишите боту:  /start  /stat  /stat вчера  /stat 30д  /balance  /help
          Файлы:        \(directory)\(log.map { ", журнал: " + $0 } ?? "")
          История:      \(query)
          Выход:        /quit или Ctrl-D

        Balance Monitor, demo. The service is real; the networks and Telegram are
        models on this machine, and nothing leaves it. A month of history is
        there, and balances are polled every 10 seconds.
          Write to the bot:  /start  /stat  /stat yesterday  /balance  /help
          Files:             \(directory)\(log.map { ", log: " + $0 } ?? "")
          The history:       \(query)
          To end:            /quit or Ctrl-D
        """
    }

    private var query: String { "sqlite3 -readonly \(directory)/balance.db 'SELECT * FROM balances'" }
}
