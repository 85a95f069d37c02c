import Grading
import Groundwork

/// A function of an exercise that runs, while what it and its children print is kept.
final class Performance<Value: Sendable>: Sendable {
  private let run: Observed<Value>
  private let output: Descriptor
  private let terminal: Descriptor
  let starts: Starts

  /// Runs `body` on a thread of its own.
  ///
  /// - Parameters:
  ///   - isHeld: Whether its children are stopped until `end`, so that none of them does anything.
  ///   - spared: The name of a child that is not stopped.
  ///   - body: What runs.
  /// - Throws: `SystemError`.
  init(
    isHeld: Bool = false, butNot spared: String? = nil,
    _ body: @escaping @Sendable () throws -> Value
  ) throws {
    let (output, input) = try Descriptor.pipe()
    defer { input.close() }
    self.output = output
    fflush(nil)
    terminal = try Descriptor.duplicate(1)
    dup2(input.number, 1)
    starts = Starts(areHeld: isHeld, butNot: spared)
    run = try Observed(body)
  }

  /// What the function does once it is done, or waits, with so many children started.
  ///
  /// If these don't come, it takes some seconds.
  func settled(with count: Int) throws -> Observed<Value>.Activity {
    let deadline = Deadline(after: .seconds(4))
    var activity = try run.settled()
    while activity == .asleep, starts.count < count, !deadline.hasPassed {
      activity = try run.settled()
    }
    // The last one may have been on its way.
    return activity == .asleep ? try run.settled() : activity
  }

  /// What the function does when all children have ended but one, which is still stopped.
  ///
  /// - Parameters:
  ///   - late: The number of that one, from 0.
  ///   - count: How many children the function starts.
  /// - Returns: What it does; as `settled(with:)`, if it doesn't wait at all.
  /// - Throws: `SystemError`.
  func settled(without late: Int, of count: Int) throws -> Observed<Value>.Activity {
    let activity = try settled(with: count)
    guard activity == .asleep else { return activity }
    let deadline = Deadline(after: .seconds(4))
    for pid in starts.letGo(butNot: late) {
      // There is none if it was joined already.
      guard let process = try? Descriptor.process(pid) else { continue }
      defer { process.close() }
      _ = try process.waitUntilReadable(until: deadline)
    }
    return try run.settled()
  }

  /// Whether anything was printed so far; ask while the function is asleep.
  func hasPrinted() throws -> Bool {
    fflush(nil)
    return try output.waitUntilReadable(until: Deadline(after: .zero))
  }

  /// Lets all go on, and waits for the function and for every child that it started.
  ///
  /// - Returns: The lines that were printed, and what the function returned.
  /// - Throws: `TestFailure` if one of them doesn't come to an end; what the function throws.
  func end() throws -> (lines: [String], value: Value) {
    defer { output.close() }
    starts.letGo()
    let result = Result {
      try run.value(orElse: "the function doesn't return: it waits for something that never comes")
    }
    fflush(nil)
    dup2(terminal.number, 1)
    terminal.close()
    let value = try result.get()
    var lines: [String] = []
    while let line = try output.readLine(
      orElse: "the function has returned, and a child that it started goes on and on")
    {
      lines.append(line)
    }
    return (lines, value)
  }
}

/// What this process and its children print while `body` runs, line by line, and what it returned.
func printed<Value: Sendable>(
  by body: @escaping @Sendable () throws -> Value
) throws -> (lines: [String], value: Value) {
  try Performance(body).end()
}
