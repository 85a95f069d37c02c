import Groundwork
import SolutionPipe

struct Echo<Message: Codable & Sendable>: ProcessTarget {
  let connection: Connection

  func run() throws {
    try untilClosed { try connection.send(try connection.receive(Message.self)) }
  }
}

/// Lesson 2.
func pipeRows(_ peers: Peers) -> [Row] {
  let megabyte = [UInt8](repeating: 0, count: 1_000_000)
  return [
    Row(
      "pipe/small", unit: "round trip",
      ours: {
        try .driving({ Echo<Int>(connection: $0) }) { connection in
          try connection.send(7)
          keep(try connection.receive(Int.self))
        }
      },
      peers: [peers.python("pipe/small"), peers.floor("pipe/small", as: "socket")],
      goals: [.faster(than: "CPython", by: 2), .within(1.5, of: "socket")]),
    Row(
      "pipe/1MB", unit: "round trip",
      ours: {
        try .driving({ Echo<[UInt8]>(connection: $0) }) { connection in
          try connection.send(megabyte)
          keep(try connection.receive([UInt8].self))
        }
      },
      peers: [peers.python("pipe/1MB"), peers.floor("pipe/1MB", as: "socket")],
      goals: [.faster(than: "CPython")]),
  ]
}
