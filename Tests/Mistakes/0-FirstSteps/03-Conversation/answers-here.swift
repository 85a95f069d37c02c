// Mistake: The answers are made here, and no child is asked.
// Caught by: Every name is answered by one child, in order
// Verdict: failed

import Groundwork

public struct Host: ProcessTarget {
  let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  public func run() throws {
    // Nil when the other end is closed.
    while let name = try? connection.receive(String.self) {
      try connection.send("Hello, \(name), from \(CurrentProcess.pid)")
    }
  }
}

public func greetings(for names: [String]) throws -> [String] {
  return names.map { "Hello, \($0), from \(CurrentProcess.pid)" }
}
