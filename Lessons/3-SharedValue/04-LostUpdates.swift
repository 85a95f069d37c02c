import Groundwork

/// What an adder can be told to do.
public enum AddingStep: String, Codable, Sendable {
  /// Read the total, and remember it.
  case read
  /// Write what was remembered, plus the amount; what is remembered stays as it was read.
  case write
}

/// Adds an amount to a shared total, in a child, and stops between reading and writing.
///
/// `total.value += amount` is these two steps. Here a director says when each of them is done.
public struct Adder: ProcessTarget {
  let amount: Int
  let total: SharedValue<Int>
  let director: Connection

  /// Makes a target that adds `amount` to `total`, as it is told through `director`.
  public init(_ amount: Int, to total: SharedValue<Int>, director: Connection) {
    self.amount = amount
    self.total = total
    self.director = director
  }

  /// Receives one `AddingStep` after the other, does it, and answers with the number that it has
  /// read or written.
  ///
  /// Returns when the director hangs up: that is no error. Any other is thrown on.
  public func run() throws {
    todo("Do what the director says, step by step, and report each number.")
  }
}

/// Lets one child for each amount add it to a shared total, in the order of a schedule.
///
/// A step is begun when the one before it is done. When this returns or throws, every child has
/// ended.
///
/// - Parameters:
///   - amounts: What the adders add; they have the numbers 0, 1, and so on.
///   - start: The total to begin with.
///   - schedule: Which adder does what, from the first step to the last. Each reads before it writes.
/// - Returns: The total in the end, and a line for each step, such as "0 reads 100" or "1 writes 105".
/// - Throws: What the connections throw, such as `ConnectionError.closed` if a child has crashed;
///   what `start` throws, and what shared memory throws.
public func addInTurns(
  _ amounts: [Int], to start: Int, schedule: [(adder: Int, step: AddingStep)]
) throws -> (total: Int, transcript: [String]) {
  todo("Start the children, direct them through the schedule, and write down what they report.")
}
