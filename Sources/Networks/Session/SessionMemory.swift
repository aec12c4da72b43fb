import Domain
import Synchronization

/// The sessions that this process knows, in front of a store: a failing disk must not multiply logins.
final class SessionMemory: Sendable {
    private let store: SessionStore
    private let sessions = Mutex<[String: Session]>([:])

    init(store: SessionStore) {
        self.store = store
    }

    /// The session of `account`, a new one where there is none or where its secrets or its host have changed since.
    func session(of account: NetworkAccount) async -> Session {
        let fingerprint = Self.fingerprint(of: account)
        var known = sessions.withLock { $0[account.name] }
        if known == nil { known = await store.load(account.name) }
        if let known, known.fingerprint == fingerprint { return known }
        return Session(fingerprint: fingerprint)
    }

    /// Remembers `session` and stores it.
    func save(_ session: Session, of account: NetworkAccount) async {
        sessions.withLock { $0[account.name] = session }
        await store.save(account.name, session)
    }

    /// Forgets everything of `account`.
    func remove(_ account: String) async {
        sessions.withLock { $0[account] = nil }
        await store.remove(account)
    }

    /// 32 bits of FNV-1a over network, secrets and hosts: enough to notice a change, far too few to find a secret by.
    private static func fingerprint(of account: NetworkAccount) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01b3
        }
        mix(account.definition.name)
        for (name, secret) in account.secrets.sorted(by: { $0.key < $1.key }) {
            mix(name)
            mix(secret.reveal())
        }
        // Another host is another service, and must not be sent the tokens of this one; other variables change nothing.
        let requests = account.definition.logins.map(\.request) + [account.definition.request]
        for case .variable(let name) in requests.flatMap(\.url.placeholders).flatMap(\.alternatives) {
            mix(name)
            mix(account.variables[name] ?? "")
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}

extension SessionStore {
    /// A store that lasts as long as the process: for `check`, `demo` and tests.
    package static func inMemory() -> SessionStore {
        let sessions = KeptSessions()
        return SessionStore(
            load: { account in sessions.all.withLock { $0[account] } },
            save: { account, session in sessions.all.withLock { $0[account] = session } },
            remove: { account in sessions.all.withLock { $0[account] = nil } })
    }

    private final class KeptSessions: Sendable {
        let all = Mutex<[String: Session]>([:])
    }
}
