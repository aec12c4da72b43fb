import Domain
import FoundationEssentials
import Glibc
import StrictTOML
import Testing

@testable import BalanceMonitor

@Suite("A configuration that is accepted")
struct ConfigurationWarningTests {
    private func warnings(_ text: String) throws -> [String] {
        let folder = try ConfigurationFolder(["config.toml": text])
        let loaded = try Configuration.load(
            path: "\(folder.path)/config.toml", environment: [:], zoneExists: { $0 != "Moscow" },
            presentName: { $0 == "Europe/Kiev" ? "Europe/Kyiv" : nil })
        return loaded.warnings.map { "\($0)".replacing(folder.path + "/", with: "") }
    }

    @Test(
        "warns of a time zone whose sign is not what it seems",
        arguments: [
            ("Etc/GMT+3", "3 hours behind UTC"), ("Etc/GMT-1", "1 hour ahead of UTC"), ("Etc/GMT", nil), ("Etc/GMT+0", nil),
            ("Europe/Moscow", nil),
        ])
    func sign(zone: String, words: String?) throws {
        let said = try warnings("[report]\ntimezone = '\(zone)'\n")
        #expect(said.count == (words == nil ? 0 : 1))
        if let words { #expect(said[0].hasPrefix("config.toml:2: the time zone \"\(zone)\" in [report] is \(words)")) }
    }

    @Test("names the present name of a time zone's old one, and the package of old names")
    func legacyZone() throws {
        #expect(
            try warnings("[report]\ntimezone = 'Europe/Kiev'\n") == [
                #"config.toml:2: the time zone "Europe/Kiev" in [report] is an old name that this host does not have: "Europe/Kyiv", its present "#
                    + "name, is used for it; write that, or install the package tzdata-legacy"
            ])
    }

    @Test("warns that no report is sent where there are no times")
    func noTimes() throws {
        let said = try warnings("[report]\ntimes = []\n")
        #expect(said.count == 1 && said[0].hasPrefix(#"config.toml:2: "times" in [report] is empty, so no report is sent by itself"#))
        #expect(try warnings("[report]\n").isEmpty)
    }

    @Test("warns by name of files that are not read, and not of what editors and packages leave behind")
    func unread() throws {
        let account = "name = 'a'\nnetwork = 'n'\n"
        var files = ["config.toml": "", "accounts.d/read.toml": account, "networks.d/own.TOML": "", "conf.d/site.conf": ""]
        for name in ["kadam.toml.txt", "MGID.TOML"] { files["accounts.d/\(name)"] = account }
        let leftovers = [
            ".kadam.toml.swp", "kadam.toml~", "#kadam.toml#", "kadam.toml.dpkg-old", "kadam.toml.bak", "README", "kadam.toml.disabled",
            "x.d/y",
        ]
        for name in leftovers { files["accounts.d/\(name)"] = account }
        let folder = try ConfigurationFolder(files)
        let loaded = try folder.load()
        #expect(loaded.accounts.map(\.name) == ["a"])
        let said = loaded.warnings.map { "\($0)".replacing(folder.path + "/", with: "").split(separator: ";").first.map(String.init) ?? "" }
        let unread = "this file is not read, since its name does not end in .toml"
        #expect(
            said
                == ["accounts.d/MGID.TOML", "accounts.d/kadam.toml.txt", "conf.d/site.conf", "networks.d/own.TOML"].map {
                    "\($0): \(unread)"
                })
        #expect(loaded.warnings.map { "\($0)".contains("call it ") }.allSatisfy { $0 })
        #expect(
            ["MGID.TOML", "kadam.toml.txt", "site.conf"].map(FolderListing.readName(for:)) == ["MGID.toml", "kadam.toml", "site.toml"])
    }

    @Test(
        "has folders that are folders: one that is a link to nowhere is a problem, not an empty one",
        arguments: ["conf.d", "accounts.d", "networks.d"])
    func danglingFolder(name: String) throws {
        let folder = try ConfigurationFolder(["config.toml": ""])
        #expect(symlink("/nonexistent/folder", "\(folder.path)/\(name)") == 0)
        #expect(folder.problems() == ["\(name): cannot be read: it is a link, and nothing is where it leads"])
    }

    @Test("shows a file's name without what a terminal obeys, and refuses one that is not UTF-8 with a sentence")
    func names() throws {
        let folder = try ConfigurationFolder(["config.toml": "", "conf.d/a\n\u{1B}[31m.toml": "unknown = 1\n"])
        #expect(folder.problems().map { $0.hasPrefix(#"conf.d/a\u{A}\u{1B}[31m.toml:1: unknown key "unknown""#) } == [true])
        let bytes: [CChar] = Array("\(folder.path)/accounts.d".utf8CString)
        try #require(mkdir(bytes, 0o750) == 0)
        let path = bytes.dropLast() + [0x2F, 0x62, CChar(bitPattern: 0xFF)] + Array(".toml".utf8CString)
        let file = open(Array(path), O_CREAT | O_WRONLY, 0o640)
        try #require(file >= 0)
        close(file)
        #expect(
            folder.problems().contains(
                #"accounts.d: cannot be read: it holds a file whose name is not UTF-8, b\xff.toml: rename that file"#))
        unlink(Array(path))
    }

    @Test("tells fifty problems and that there are more, in a moment", .timeLimit(.minutes(1)))
    func manyProblems() throws {
        let folder = try ConfigurationFolder(["config.toml": (0..<60_000).map { "key\($0) = 1\n" }.joined()])
        let problems = folder.problems()
        #expect(problems.count == 51 && problems.last == "there are more than 50 problems; mend these first")
    }

    @Test(
        "has titles of a hundred characters and of one line at most",
        arguments: [
            (String(repeating: "щ", count: 100), nil), (String(repeating: "x", count: 101), "longer than 100 characters"),
            ("e" + String(repeating: "\u{301}", count: 500), "longer than 100 characters"), ("a\\nb", "holds a line end"),
        ] as [(String, String?)])
    func title(text: String, problem: String?) throws {
        let folder = try ConfigurationFolder(["config.toml": "[[account]]\nname = 'a'\nnetwork = 'n'\ntitle = \"\(text)\"\n"])
        #expect(folder.problems().count == (problem == nil ? 0 : 1))
        if let problem {
            #expect(folder.problems()[0].hasPrefix("config.toml:4: \"title\" in [[account]] ") && folder.problems()[0].contains(problem))
        }
    }

    @Test("has its database on a disk of this host: a network share is refused before a file is made, a program's file system warned of")
    func networkShare() throws {
        let kinds: [(String, FileSystemKind)] = [
            ("nfs4", .network("nfs4")), ("cifs", .network("cifs")), ("ceph", .network("ceph")), ("fuse.sshfs", .network("fuse.sshfs")),
            ("fuse.other", .userSpace("fuse.other")), ("9p", .userSpace("9p")), ("fuseblk", .local), ("ext4", .local), ("overlay", .local),
        ]
        for (type, kind) in kinds { #expect(FileSystemKind(type: type) == kind, "\(type)") }
        let mounts = """
            22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            60 22 0:52 / /mnt/nas rw,relatime shared:30 master:1 - nfs4 nas:/x rw,vers=4.2
            """
        #expect(FileSystemKind.type(of: "0:52", in: mounts) == "nfs4" && FileSystemKind.type(of: "8:1", in: mounts) == "ext4")
        #expect(FileSystemKind.type(of: "0:53", in: mounts) == nil)
        #expect(FileSystemKind.of("/proc/none/at/all") == .local && FileSystemKind.of("/dev/shm/x/y.db") == .local)
        func settings(_ kind: FileSystemKind) throws -> TOMLProblems {
            let reader = try TOMLFile(text: "database = 'nas/balance.db'", name: "config.toml").reader()
            _ = HistorySettings(reader, directory: "/mnt", fileSystem: { $0 == "/mnt/nas/balance.db" ? kind : .local })
            return reader.problems
        }
        let refused = try settings(.network("nfs4"))
        #expect(refused.all.count == 1 && refused.all[0].description.contains("/mnt/nas/balance.db, is on a network share (nfs4)"))
        #expect(refused.all[0].description.contains("name a file on a disk of this host"))
        let doubtful = try settings(.userSpace("fuse"))
        #expect(doubtful.isEmpty && doubtful.warnings.count == 1)
        let fine = try settings(.local)
        #expect(fine.isEmpty && fine.warnings.isEmpty)
    }
}
