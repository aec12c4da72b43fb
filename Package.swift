// swift-tools-version: 6.2
import PackageDescription

/// Every target of this package is compiled in the same, strict way; warnings are errors where CI is set.
let strict: [SwiftSetting] =
    [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A target of ours, with the settings that all of them share.
func ours(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a target, which may use the shared test support.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "balance-monitor",
    products: [.executable(name: "balance-monitor", targets: ["balance-monitor"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CJQ", providers: [.apt(["libjq-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        ours("Domain"),
        ours("Transport", ["CCurl", "Domain"]),
        ours("StrictTOML", ["Domain", "TOMLKit"]),
        ours("Networks", ["CJQ", "Domain", "StrictTOML", "Transport"]),
        ours("History", ["Domain", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift")]),
        ours("TelegramAPI", ["Domain", "Transport"]),
        ours("PostgresExport", ["CPostgres", "Domain", "History"]),
        ours("Reports", ["Domain"]),
        ours("Charts", ["CCairo", "Domain"]),
        ours(
            "BalanceMonitor",
            [
                "Charts", "CMalloc", "Domain", "History", "Networks", "PostgresExport", "Reports", "StrictTOML", "TelegramAPI", "Transport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        ours(
            "Simulator",
            ["Domain", .product(name: "FlyingFox", package: "FlyingFox"), .product(name: "FlyingSocks", package: "FlyingFox")]),
        .executableTarget(
            name: "balance-monitor",
            dependencies: [
                "BalanceMonitor", "Domain", "Networks", "PostgresExport", "Simulator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .target(name: "TestSupport", dependencies: ["Domain"], path: "Tests/TestSupport", swiftSettings: strict),
        tests("DomainTests", ["Domain"], resources: [.copy("Corpus")]),
        tests("ReportsTests", ["Domain", "Reports"]),
        tests("ChartsTests", ["CCairo", "Charts", "Domain"]),
        tests(
            "BalanceMonitorTests",
            [
                "BalanceMonitor", "Charts", "Domain", "History", "Networks", "Reports", "Simulator", "StrictTOML", "TelegramAPI",
                "Transport",
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests("StrictTOMLTests", ["StrictTOML"]),
        tests(
            "SimulatorTests",
            ["Domain", "Simulator"] + ["FlyingFox", "FlyingSocks"].map { .product(name: $0, package: "FlyingFox") }),
        tests("TelegramAPITests", ["Domain", "Simulator", "TelegramAPI", "Transport"]),
        tests("HistoryTests", ["Domain", "History", .product(name: "GRDB", package: "GRDB.swift")], resources: [.copy("Fixtures")]),
        tests(
            "PostgresExportTests", ["Domain", "History", "PostgresExport", .product(name: "GRDB", package: "GRDB.swift")],
            resources: [.copy("Golden")]),
        tests("TransportTests", ["CCurl", "Domain", "Transport"]),
        tests("NetworksTests", ["Domain", "Networks", "StrictTOML", "Transport"], resources: [.copy("Fixtures")]),
        .executableTarget(  // Killed by HistoryTests while it writes.
            name: "ledger-writer", dependencies: ["Domain", "History", "TestSupport"], path: "Tests/LedgerWriter", swiftSettings: strict),
        tests("AcceptanceTests", ["Domain", "History", "Simulator"]),
    ],
    swiftLanguageModes: [.v6]
)

// Asked for by contrib/benchmarks/run alone: every `swift build` would build it otherwise.
if Context.environment["BALANCE_MONITOR_BENCHMARKS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "benchmarks", dependencies: ["Domain", "History"], path: "contrib/benchmarks",
            exclude: ["README.md", "export", "fleet", "memory", "run"], swiftSettings: strict))
}
