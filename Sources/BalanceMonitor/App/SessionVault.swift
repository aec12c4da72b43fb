import Domain
import FoundationEssentials
import Glibc
import History
import Logging
import Networks

/// Keeps the networks' login tokens in `session.db`, and has each learnt for redaction.
struct SessionVault: Sendable {
    let database: SessionDatabase
    let redaction: Redaction
    let installation: CurrentInstallation
    let time: TimeSource
    let log: Logger

    /// Opens the database of logins; a damaged one is put aside and made anew, which costs a login an account. Throws `HistoryError`.
    static func open(_ path: String, log: Logger) throws(HistoryError) -> SessionDatabase {
        do throws(HistoryError) {
            return try SessionDatabase.open(path: path)
        } catch {
            guard case .corrupt = error, rename(path, path + ".damaged") == 0 else { throw error }
            log.warning("The kept logins were damaged and are put aside; each account logs in once", metadata: ["file": "\(path).damaged"])
            return try SessionDatabase.open(path: path)
        }
    }

    /// The store as the engine wants it; a store that fails is logged, and the engine goes on with what it remembers.
    var store: SessionStore {
        SessionStore(
            load: { account in
                do {
                    var text = try await database.session(of: account, at: time.now())
                    if text == nil, let was = formerName(of: account) { text = try await database.session(of: was, at: time.now()) }
                    guard let text else { return nil }
                    return learnt(try StoredSession(text: text.reveal()).session)
                } catch {
                    log.failure("A kept login cannot be read", error, ["account": "\(account)"])
                    return nil
                }
            },
            save: { account, session in
                do {
                    try await database.keep(StoredSession(learnt(session)).secret(), of: account, expiresAt: nil)
                } catch {
                    log.failure("A login cannot be kept", error, ["account": "\(account)"])
                }
            },
            remove: { account in
                do {
                    try await database.forget(account)
                } catch {
                    // The network refused it, so that it is asked for again at the next start.
                    log.error("A login that is over cannot be forgotten", metadata: ["account": "\(account)", "error": "\(error)"])
                }
            })
    }

    /// A renamed account takes its login along, or a refresh token that rotates would be lost.
    private func formerName(of account: String) -> String? {
        installation.value.accounts.first { $0.settings.name == account }?.settings.was
    }

    private func learnt(_ session: Session) -> Session {
        redaction.learn(Array(session.values.values) + Array(session.kept.values))
        return session
    }
}

/// A session as text; what the network gave stays a secret all the way.
private struct StoredSession: Codable {
    var values: [String: String]
    var expiresAt: Int64?
    var kept: [String: String]
    var loginTimes: [Int64]
    var fingerprint: UInt32

    init(_ session: Session) {
        values = session.values.mapValues { $0.reveal() }
        expiresAt = session.expiresAt?.seconds
        kept = session.kept.mapValues { $0.reveal() }
        loginTimes = session.loginTimes.map(\.seconds)
        fingerprint = session.fingerprint
    }

    /// Throws `Unreadable` for what another version stored; never quotes it.
    init(text: String) throws {
        guard let stored = try? JSONDecoder().decode(StoredSession.self, from: Data(text.utf8)) else { throw Unreadable() }
        self = stored
    }

    var session: Session {
        Session(
            values: values.mapValues { Secret($0) }, expiresAt: expiresAt.map { Instant(seconds: $0) }, kept: kept.mapValues { Secret($0) },
            loginTimes: loginTimes.map { Instant(seconds: $0) }, fingerprint: fingerprint)
    }

    /// Throws where it cannot be written as JSON: an empty text would be a login that nobody can use.
    func secret() throws -> Secret {
        Secret(String(decoding: try JSONEncoder().encode(self), as: UTF8.self))
    }

    struct Unreadable: Error, CustomStringConvertible {
        var description: String { "it is in no form that this version knows, so the account logs in once" }
    }
}
