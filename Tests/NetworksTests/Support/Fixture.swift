import Foundation
import StrictTOML
import Testing

@testable import Networks

/// The bodies that services answer with, their values invented.
enum Fixture {
    static func text(_ name: String) throws -> String {
        let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)")
        return try String(contentsOf: url, encoding: .utf8)
    }
}

/// The definitions of this repository, as they are installed.
enum ShippedDefinitions {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Sources/NetworkDefinitions").standardizedFileURL.path

    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(directory)/\(name).toml", encoding: .utf8)
    }
}
