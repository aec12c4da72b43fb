import Domain
import Foundation
import Glibc
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("chart") struct ChartVerbTests {
    private func run(_ scene: VerbScene, to name: String) async -> ExitCode {
        await ChartVerb.run(
            configuration: scene.config, words: [], to: scene.folder.path + "/" + name, output: scene.text, outside: scene.outside)
    }

    @Test("writes a picture in place of an older one", arguments: [["7d"], ["сегодня", "acme-one"], ["november"], []])
    func file(words: [String]) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let path = scene.folder.path + "/out.png"
        try Data([0x89, 0x50, 0x4E, 0x47, 0x0D]).write(to: URL(fileURLWithPath: path))
        let code = await ChartVerb.run(
            configuration: scene.config, words: words, to: path, output: scene.text, outside: scene.outside)
        #expect(code == .ok, "\(scene.complaints)")
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(PictureSize(png: bytes)?.width == 1600)
        let left = try FileManager.default.contentsOfDirectory(atPath: scene.folder.path).filter { $0.hasSuffix(".new") }
        #expect(left.isEmpty)
    }

    @Test(
        "says what is wrong and leaves the old picture",
        arguments: [
            (["acme-nine"], "acme-nine", ExitCode.usage), (["31.02.2026"], "31.02.2026", .usage),
            (["2026-11-15..01"], "2026-11-15..01", .usage),
            (["2026-10"], "nothing is known", .failed),
        ])
    func refused(words: [String], complaint: String, code: ExitCode) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        try scene.folder.write("old", to: "out.png")
        let path = scene.folder.path + "/out.png"
        let found = await ChartVerb.run(configuration: scene.config, words: words, to: path, output: scene.text, outside: scene.outside)
        #expect(found == code)
        #expect(scene.complaints.contains(complaint), "\(scene.complaints)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    }

    @Test("leaves a file that is no picture as it is")
    func foreign() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        try scene.folder.write("somebody's", to: "notes.txt")
        #expect(await run(scene, to: "notes.txt") == .failed)
        #expect(scene.complaints.contains("no picture"))
        #expect(try String(contentsOfFile: scene.folder.path + "/notes.txt", encoding: .utf8) == "somebody's")
    }

    @Test(
        "leaves the mode of a file that is there, and gives a new one what the umask leaves", arguments: [0o600, 0o640, 0o664] as [mode_t])
    func modes(mode: mode_t) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let umask = umask(0o077)
        Glibc.umask(umask)
        func found(_ name: String) -> mode_t {
            var status = stat()
            return stat(scene.folder.path + "/" + name, &status) == 0 ? status.st_mode & 0o777 : 0
        }
        try scene.folder.write("", to: "old.png")
        try scene.folder.allow(mode, "old.png")
        #expect(await run(scene, to: "old.png") == .ok)
        #expect(found("old.png") == mode)
        #expect(await run(scene, to: "new.png") == .ok)
        #expect(found("new.png") == 0o666 & ~umask)
    }

    @Test("says where it cannot write")
    func unwritable() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        #expect(await run(scene, to: "no/such/folder/out.png") == .failed)
        #expect(scene.complaints.contains("no/such/folder/out.png: No such file or directory"))
    }

    @Test("follows a link, and writes into a pipe or a device that stays one")
    func specialFiles() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        try scene.folder.write("", to: "real.png")
        let (link, pipe) = (scene.folder.path + "/link.png", scene.folder.path + "/pipe.png")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.png")
        #expect(await run(scene, to: "link.png") == .ok)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.png")
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: scene.folder.path + "/real.png")))
        #expect(PictureSize(png: bytes)?.width == 1600)

        try #require(mkfifo(pipe, 0o600) == 0)
        // F_SETPIPE_SZ of fcntl(2), which Glibc does not show.
        let setPipeSize: Int32 = 1031
        // Open for both, so that nobody waits; with room for the whole picture.
        let reader = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        defer { close(reader) }
        try #require(fcntl(reader, setPipeSize, Int32(1 << 20)) > bytes.count)
        #expect(await run(scene, to: "pipe.png") == .ok, "\(scene.complaints)")
        var read = [UInt8](repeating: 0, count: bytes.count)
        #expect(Glibc.read(reader, &read, read.count) == bytes.count && read == bytes)
        var status = stat()
        #expect(lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }
}
