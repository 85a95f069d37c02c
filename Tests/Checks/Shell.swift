import Foundation

/// How a command ended and what it printed.
struct Outcome {
  /// The exit code, or the signal's number plus 128.
  let status: Int32
  /// Standard output and standard error, as they came.
  let output: String

  /// The last lines of the output.
  func tail(_ count: Int = 20) -> String {
    output.split(separator: "\n", omittingEmptySubsequences: false).suffix(count)
      .joined(separator: "\n")
  }
}

/// Runs a command found in PATH to its end, with nothing on standard input.
///
/// The output goes through a file: a grandchild that keeps it open delays nothing.
func shell(
  _ command: [String], in directory: URL, environment: [String: String] = [:]
) throws -> Outcome {
  let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try Data().write(to: output)
  defer { try? FileManager.default.removeItem(at: output) }
  let handle = try FileHandle(forWritingTo: output)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  process.currentDirectoryURL = directory
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = handle
  process.standardError = handle
  try process.run()
  try handle.close()
  process.waitUntilExit()
  let signaled = process.terminationReason == .uncaughtSignal
  return Outcome(
    status: process.terminationStatus + (signaled ? 128 : 0),
    output: String(decoding: try Data(contentsOf: output), as: UTF8.self))
}
