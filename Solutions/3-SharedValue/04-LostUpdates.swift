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
    var seen = 0
    do {
      while true {
        switch try director.receive(AddingStep.self) {
        case .read:
          seen = total.value
          try director.send(seen)
        case .write:
          total.value = seen + amount
          try director.send(seen + amount)
        }
      }
    } catch ConnectionError.closed {
      // There are no more steps.
    }
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
  let total = try SharedValue(start)
  var adders: [(child: ChildProcess, director: Connection)] = []
  defer {
    for (child, director) in adders {
      // Before `join`: the child goes on until this end is closed.
      director.close()
      try? child.join()
    }
  }
  for amount in amounts {
    let (director, end) = try Connection.pair()
    let child = ChildProcess(Adder(amount, to: total, director: end), name: "Adder \(adders.count)")
    try child.start(handingOver: end)
    adders.append((child, director))
  }
  let transcript = try schedule.map { adder, step in
    try adders[adder].director.send(step)
    // The answer says that the step is done.
    let number = try adders[adder].director.receive(Int.self)
    return "\(adder) \(step)s \(number)"
  }
  return (total.value, transcript)
}
