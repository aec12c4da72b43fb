import Domain
import History
import Networks
import Testing

@testable import BalanceMonitor

@Suite("The output of a verb")
struct OutputTests {
    @Test(
        "holds no known secret, in text and in JSON, also one that JSON writes in another form", arguments: ["plain-secret", "with\"quote"])
    func secrets(secret: String) throws {
        let redaction = Redaction()
        redaction.learn([Secret(secret)])
        let streams = VerbScene.Streams()
        let output = Output(isJSON: false, hasColour: true) { streams.add($1, to: $0) }.redacted(by: redaction)
        output.write("a \(secret) b")
        output.complain("c \(secret) d")
        output.write(["key": .list([secret]) { .string($0) }])
        #expect(streams.output == "a •••• b\n{\"key\":[\"••••\"]}\n")
        #expect(streams.error == "c •••• d\n")
    }

    @Test("keeps the digits of amounts, also where a short secret occurs in them or is the same") func amounts() {
        let redaction = Redaction()
        redaction.learn([Secret("12345"), Secret("1000")])
        let streams = VerbScene.Streams()
        let output = Output(isJSON: false, hasColour: false) { streams.add($1, to: $0) }.redacted(by: redaction)
        output.write(["amount": .string("1234567.891234"), "whole": .string("1000"), "seen": .string("key=12345;")])
        output.write([.text("1000: "), .amount("1000"), .text(" USD")])
        output.write("1234567.89 and 1000.5 and 12345\u{301}")
        #expect(
            streams.output == "{\"amount\":\"1234567.891234\",\"whole\":\"1000\",\"seen\":\"key=••••;\"}\n••••: 1000 USD\n"
                + "1234567.89 and 1000.5 and ••••\u{301}\n")
    }

    @Test(
        "that does not arrive makes a verb fail, in one sentence; a reader that went away is no matter for words",
        arguments: [
            (StreamFailure.failed(reason: "No space left on device"), ExitCode.failed),
            (.closed, .unread),
        ])
    func unwritten(failure: StreamFailure, code: ExitCode) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let streams = scene.streams
        let output = Output(isJSON: false, hasColour: false) { (stream, text) throws(StreamFailure) in
            if stream == .output { throw failure }
            streams.add(text, to: stream)
        }
        let complaint = code == .unread ? "" : "cannot write to standard output: No space left on device\n"
        let (config, outside) = (scene.config, scene.outside)
        #expect(await StatVerb.run(configuration: config, words: ["yesterday"], output: output, outside: outside) == code)
        #expect(scene.complaints == complaint)
        streams.clear()
        #expect(await VerifyVerb.run(configuration: config, output: output, outside: outside) == code)
        #expect(scene.complaints == complaint)
        streams.clear()
        #expect(await BackupVerb.run(configuration: config, output: output, outside: outside) == code)
        // It was made all the same, and nobody is alarmed.
        #expect(scene.complaints == complaint)
        #expect(try await History.openReadOnly(path: scene.database).read { try $0.openWishes() }.isEmpty)
    }

    @Test("has colours where they are wanted alone")
    func colours() {
        #expect(Output(isJSON: false, hasColour: true).coloured("no", .red) == "\u{1B}[31mno\u{1B}[0m")
        #expect(Output(isJSON: false, hasColour: false).coloured("no", .red) == "no")
    }

    @Test("writes money as a decimal string, an instant twice, and null for what is not known")
    func json() {
        let value: JSONValue = [
            "amount": .money(Money(micros: -12_500_000)), "none": .money(nil), "at": .instant(VerbScene.now), "never": .instant(nil),
            "count": .number(3), "nothing": .number(Int?.none),
        ]
        #expect(
            value.text == #"{"amount":"-12.5","none":null,"at":{"time":"2026-11-22T12:00:00Z","epoch":1795348800},"#
                + #""never":null,"count":3,"nothing":null}"#)
    }
}
