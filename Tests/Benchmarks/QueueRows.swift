import Groundwork
import SolutionPipe
import SolutionQueue

/// Puts an item into a queue as often as it is told.
struct Putter<Element: Codable & Sendable>: ProcessTarget {
  let connection: Connection
  let queue: SharedQueue<Element>
  let item: Element

  func run() throws {
    try untilClosed {
      for _ in 0..<(try connection.receive(Int.self)) { try queue.put(item) }
    }
  }
}

/// Lesson 6.
func queueRows(_ peers: Peers) -> [Row] {
  [
    Row(
      "queue/ints", unit: "item", ours: { try .queueing(7) },
      peers: [
        peers.python("queue/ints"), peers.python("queue/ints-simple", as: "SimpleQueue"),
      ],
      goals: [.faster(than: "CPython", by: 10)]),
    Row(
      "queue/1MB", unit: "item",
      ours: { try .queueing([UInt8](repeating: 0, count: 1_000_000)) },
      peers: [peers.python("queue/1MB"), peers.floor("queue/1MB", as: "socket")],
      goals: [.faster(than: "CPython", by: 1.5)]),
  ]
}

extension Session {
  /// A child puts the item again and again, and this process gets it.
  static func queueing(_ item: some Codable & Sendable) throws -> Session {
    try queueing(item, through: SharedQueue())
  }

  private static func queueing<Element: Codable & Sendable>(
    _ item: Element, through queue: SharedQueue<Element>
  ) throws -> Session {
    let partner = try Partner { Putter(connection: $0, queue: queue, item: item) }
    return Session(
      work: { calls in
        try ContinuousClock().measure {
          try partner.connection.send(calls)
          for _ in 0..<calls { keep(try queue.get()) }
        }
      }, close: partner.close)
  }
}
