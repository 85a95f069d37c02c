import CFloors
import Groundwork
import SolutionEvent
import SolutionPipe

/// Work that a process does as often as it is told.
protocol Work: Codable, Sendable {
  func run(_ calls: Int) throws
}

/// A child, and the connection to it.
struct Partner {
  let child: ChildProcess
  let connection: Connection

  /// Starts a child that runs the target made by `target`, which gets an end of the connection.
  init(_ target: (Connection) throws -> some ProcessTarget) throws {
    let (here, there) = try Connection.pair()
    child = ChildProcess(try target(there), name: "partner", endsWithParent: true)
    connection = here
    try child.start(handingOver: there)
  }

  /// Hangs up, upon which the child ends.
  ///
  /// One that doesn't, because of an error here, is killed.
  func close() {
    connection.close()
    do {
      if try child.join(timeout: .seconds(2)) == nil { try child.kill() }
      try child.join()
    } catch {
      complain("\(child.name): \(error)")
    }
  }
}

extension Session {
  /// This process does the work.
  static func alone(_ work: some Work) -> Session {
    Session(work: { calls in try ContinuousClock().measure { try work.run(calls) } })
  }

  /// This process and a child begin together, and each does half of the calls.
  static func together(_ work: some Work) throws -> Session {
    let line = try SharedBarrier(parties: 2)
    let partner = try Partner { Half(connection: $0, line: line, work: work) }
    return Session(
      work: { calls in
        try partner.connection.send(calls / 2)
        try line.wait()
        let own = try ContinuousClock().measure { try work.run(calls - calls / 2) }
        return max(own, try partner.connection.receive(Duration.self))
      }, close: partner.close)
  }

  /// This process does its part, again and again, and a child answers to it.
  static func driving(
    _ target: (Connection) throws -> some ProcessTarget,
    _ turn: @escaping (Connection) throws -> Void
  ) throws -> Session {
    let partner = try Partner(target)
    return Session(
      work: { calls in
        try ContinuousClock().measure {
          for _ in 0..<calls { try turn(partner.connection) }
        }
      }, close: partner.close)
  }
}

/// Does its half of the work as often as it is told.
struct Half<W: Work>: ProcessTarget {
  let connection: Connection
  let line: SharedBarrier
  let work: W

  func run() throws {
    try untilClosed {
      let calls = try connection.receive(Int.self)
      try line.wait()
      try connection.send(try ContinuousClock().measure { try work.run(calls) })
    }
  }
}

/// Does `body` again and again, until the other end of a connection is closed.
func untilClosed(_ body: () throws -> Void) throws {
  do {
    while true { try body() }
  } catch ConnectionError.closed {
    // Nothing more is wanted.
  }
}
