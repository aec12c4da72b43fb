import Domain
import Foundation
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
        try scene.folder.write("old", to: "out.png")
        let path = scene.folder.path + "/out.png"
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

    @Test("says where it cannot write")
    func unwritable() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        #expect(await run(scene, to: "no/such/folder/out.png") == .failed)
        #expect(scene.complaints.contains("no/such/folder/out.png: No such file or directory"))
    }
}
