import BalanceMonitor
import Domain
import Testing

@Suite struct AccessTableTests {
    private let table = AccessTable(owners: [11, 1_087_968_824])

    @Test("gives a stranger no command that says anything of the money", arguments: CommandName.allCases)
    func stranger(command: CommandName) {
        let role = table.role(of: 99, invited: nil)
        #expect(role == nil)
        let open: Set<CommandName> = [.start, .help, .whoami]
        #expect(AccessTable.allows(role, required: command.requiredRole) == open.contains(command))
    }

    @Test("gives a stranger no button", arguments: ButtonAction.allCases)
    func strangerPresses(action: ButtonAction) {
        #expect(!AccessTable.allows(table.role(of: 99, invited: nil), required: action.requiredRole))
    }

    @Test(
        "knows nobody in an anonymous admin, a channel or a missing sender", arguments: [1_087_968_824, 136_817_688, 777_000, -100, 0, nil])
    func nobody(sender: Int64?) {
        #expect(table.role(of: sender, invited: .owner) == nil)
    }

    @Test("lets each role do what the roles below it may")
    func ranks() {
        #expect(table.role(of: 11, invited: nil) == .owner)
        #expect(table.role(of: 5, invited: .viewer) == .viewer)
        #expect(AccessTable.allows(.owner, required: .viewer))
        #expect(AccessTable.allows(.analyst, required: .viewer))
        #expect(!AccessTable.allows(.analyst, required: .owner))
        #expect(!AccessTable.allows(.viewer, required: .analyst))
    }
}
