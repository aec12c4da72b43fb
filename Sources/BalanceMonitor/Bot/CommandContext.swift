import Domain
import History
import Reports

/// What a command works with: the request, one state of the history, and what is in force at this moment.
struct CommandContext {
    let request: BotRequest
    let snapshot: Snapshot
    /// Nil when the history cannot be written: a command that changes something then says so and does nothing.
    let transaction: Transaction?
    let installation: Installation
    let view: CollectorState.View
    let status: ServiceStatus
    /// The asking chat, where it is known.
    let chat: KnownChat?
    let zone: Zone
    let now: Instant
    let language: Language

    /// Throws `ZoneFileError` when the chat's zone is gone from the host, and what the history throws.
    init(
        request: BotRequest, snapshot: Snapshot, transaction: Transaction?, installation: Installation, view: CollectorState.View,
        status: ServiceStatus,
        zones: ZoneFiles, now: Instant
    ) throws {
        self.request = request
        self.snapshot = snapshot
        self.transaction = transaction
        self.installation = installation
        self.view = view
        self.status = status
        self.now = now
        chat = try snapshot.chat(request.chat)
        let reader = ReaderSettings(chat, configuration: installation.configuration)
        language = reader.language
        zone = try zones.zone(named: reader.timezone)
        times = reader.times
    }

    /// The local times of the chat's reports.
    let times: [CivilTime]

    var wording: Wording { Wording(language: language, zone: zone, now: now) }
    var texts: CommandWording { CommandWording(language) }
    var maker: ReportMaker { ReportMaker(installation: installation, view: view, zone: zone) }

    /// «10:15 и 17:15», for sentences about the schedule.
    var schedule: String {
        let list = times.map(\.description)
        guard let last = list.last, list.count > 1 else { return list.first ?? "—" }
        return list.dropLast().joined(separator: ", ") + wording.say(ru: " и ", en: " and ") + last
    }

    /// «МСК», or whatever people there call their time.
    var zoneLabel: String { wording.zoneLabel(at: now) }
}

/// What a command came to.
struct CommandResult {
    var answer: BotAnswer
    /// Whether a subscription changed, so that the schedule must be worked out anew.
    var changesSchedule = false
    /// Whether a job was left that brings the answer.
    var leavesJob = false

    /// Nothing to say yet: the job that was left will.
    init(job: Bool) {
        answer = BotAnswer(blocks: [])
        leavesJob = job
    }

    init(_ block: String, changesSchedule: Bool = false) {
        answer = BotAnswer(blocks: [block])
        self.changesSchedule = changesSchedule
    }

    init(_ answer: BotAnswer) {
        self.answer = answer
    }
}

extension CommandName {
    /// Does the command.
    func run(_ context: CommandContext) throws -> CommandResult {
        switch self {
        case .start: try StartCommand.run(context)
        case .stop: try StopCommand.run(context)
        case .help: HelpCommand.run(context)
        case .whoami: WhoamiCommand.run(context)
        case .stat: try StatBotCommand.run(context)
        case .balance: try BalanceBotCommand.run(context)
        case .chart: try ChartBotCommand.run(context)
        case .history: try HistoryBotCommand.run(context)
        case .status: try StatusCommand.run(context)
        case .here: try HereCommand.run(context)
        }
    }
}
