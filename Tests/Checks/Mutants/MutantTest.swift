import Foundation
import Synchronization

/// What the tests of its exercise say of a mutant, or of the solution.
enum MutantVerdict: Equatable {
  case passed
  /// With what the first failing test said.
  case rejected(String)
}

extension MutantBuild {
  /// Runs the exercise's tests until one fails.
  ///
  /// - Parameters:
  ///   - mutant: Whom to judge; nil for the solution.
  ///   - exercise: Whose tests.
  ///   - seed: Where the tests' random numbers begin.
  /// - Returns: The verdict.
  /// - Throws: What starting the program throws.
  func test(
    _ mutant: Mutant?, of exercise: Workbook.Exercise, seed: UInt64
  ) throws -> MutantVerdict {
    let manager = FileManager.default
    let folder = trial.root.appendingPathComponent(".build/mutants/\(UUID().uuidString)")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: folder) }
    let output = folder.appendingPathComponent("output")
    try Data().write(to: output)
    let handle = try FileHandle(forWritingTo: output)
    let process = Process()
    process.executableURL = trial.program
    process.arguments = ["--testing-library", "swift-testing", "--filter", exercise.name]
    process.currentDirectoryURL = trial.root
    let own = ProcessInfo.processInfo.environment
    process.environment = own.merging([
      "NO_COLOR": "1", "WORKBOOK_SANDBOXES": "1", "WORKBOOK_SEED": "\(seed)",
      "WORKBOOK_REPORTS": folder.path, "WORKBOOK_PATIENCE": own["WORKBOOK_PATIENCE"] ?? "1.5",
      MutatedFile.variable: mutant?.choice ?? "",
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    defer {
      process.waitUntilExit()
      try? handle.close()
    }
    while true {
      let isOver = !process.isRunning
      let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
      if let line = text.split(separator: "\n").first(where: { $0.contains(" recorded an issue ") })
      {
        // Whatever it has started ends with it.
        process.terminate()
        return .rejected(String(line))
      }
      if isOver { break }
      // sleeps: Nobody says when a file has grown.
      Thread.sleep(forTimeInterval: 0.05)
    }
    // Should that be no mutant's fault, then the solution has no report either, and that is a problem.
    let report = try? Report(at: folder.appendingPathComponent("report.json"))
    guard let graded = report?.exercises.first(where: { $0.id == exercise.id }) else {
      return .rejected("There is no report.")
    }
    return graded.verdict == "passed" ? .passed : .rejected(graded.verdict)
  }
}

/// Does the work for each item, some at a time, each on a thread of its own: they mostly wait.
///
/// - Returns: The results, in the order of the items.
func concurrently<Item: Sendable, Result: Sendable>(
  _ items: [Item], atATime count: Int, _ work: @escaping @Sendable (Item) throws -> Result
) throws -> [Result] {
  let box = Box<Result>()
  let isDone = DispatchSemaphore(value: 0)
  for _ in 0..<count {
    Thread.detachNewThread {
      while let index = box.take(upTo: items.count) {
        let result = Swift.Result { try work(items[index]) }
        box.put(result, at: index)
      }
      isDone.signal()
    }
  }
  for _ in 0..<count { isDone.wait() }
  return try items.indices.map { try box.result(at: $0).get() }
}

/// What the threads share.
private final class Box<Value: Sendable>: Sendable {
  private let state = Mutex((next: 0, results: [Int: Result<Value, any Error>]()))

  func take(upTo count: Int) -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func put(_ result: Result<Value, any Error>, at index: Int) {
    state.withLock { $0.results[index] = result }
  }

  func result(at index: Int) -> Result<Value, any Error> {
    state.withLock { $0.results[index] } ?? .failure(CheckError("No result."))
  }
}
