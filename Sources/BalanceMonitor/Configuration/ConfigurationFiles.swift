import StrictTOML

/// The files of a configuration, read and parsed, before anybody asks what they mean.
struct ConfigurationFiles {
    /// What relative paths are relative to: where `config.toml` lies.
    let directory: String
    /// `config.toml` with the files of `conf.d` over it.
    let main: TOMLFile
    /// The files of `accounts.d`.
    let accounts: [TOMLFile]
    /// The files that every user of the host may read.
    let readableByAll: Set<String>
    /// Files beside those that are read, of which somebody may believe that they are.
    let warnings: [TOMLProblem]

    /// Throws what cannot be read and what is not TOML, of all files.
    init(path: String) throws(ConfigurationErrors) {
        directory = FilePlace.directory(of: path)
        var reading = Reading()
        let main = reading.file(path)
        let parts = reading.directory(FilePlace.resolve("conf.d", in: directory))
        accounts = reading.directory(FilePlace.resolve("accounts.d", in: directory))
        reading.names(in: FilePlace.resolve("networks.d", in: directory))
        guard reading.problems.isEmpty, let main else { throw ConfigurationErrors(reading.problems) }
        self.main = parts.reduce(main) { $0.overlaid(with: $1) }
        readableByAll = reading.readableByAll
        warnings = reading.warnings
    }

    /// What was met while reading one file after the other.
    private struct Reading {
        var problems: [TOMLProblem] = []
        var warnings: [TOMLProblem] = []
        var readableByAll: Set<String> = []

        mutating func file(_ path: String) -> TOMLFile? {
            let file: HostFile
            do {
                file = try HostFile(path: path, limit: 1 << 20)
            } catch {
                problems.append(TOMLProblem(file: path, line: nil, message: "\(error)"))
                return nil
            }
            if file.isReadableByAll { readableByAll.insert(path) }
            do {
                return try TOMLFile(text: file.text, name: path)
            } catch {
                problems.append(error)
                return nil
            }
        }

        mutating func directory(_ path: String) -> [TOMLFile] {
            names(in: path).compactMap { file(FilePlace.resolve($0, in: path)) }
        }

        /// The files there that are to be read; of others that may be meant there is a warning.
        @discardableResult mutating func names(in path: String) -> [String] {
            do {
                let listing = try FolderListing(path)
                for name in listing.unread {
                    warnings.append(
                        TOMLProblem(
                            file: FilePlace.resolve(name, in: path), line: nil,
                            message:
                                "this file is not read, since its name does not end in .toml; call it \(FolderListing.readName(for: name)), "
                                + "or move it out of this folder if it is not meant"))
                }
                return listing.read
            } catch {
                problems.append(TOMLProblem(file: path, line: nil, message: "\(error)"))
                return []
            }
        }
    }
}
