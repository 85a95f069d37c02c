import CFloors
import Groundwork
import SolutionEvent
import SolutionPipe

struct Sleeper: ProcessTarget {
  let connection: Connection
  let event: SharedEvent

  func run() throws {
    try untilClosed {
      _ = try connection.receive(Bool.self)
      try connection.send(true)
      event.wait()
      let woken = floor_now()
      event.clear()
      try connection.send(woken)
    }
  }
}

struct Meet: Work {
  let barrier: SharedBarrier

  func run(_ calls: Int) throws {
    for _ in 0..<calls { try barrier.wait() }
  }
}

/// Lesson 5.
func eventRows(_ peers: Peers) -> [Row] {
  [
    Row(
      "event/wake", unit: "set until awake", ours: wakes,
      peers: [peers.python("event/wake"), peers.floor("event/wake", as: "futex")],
      goals: [.faster(than: "CPython", by: 1.5)]),
    Row(
      "barrier/2", unit: "cycle",
      ours: {
        let session = try Session.together(Meet(barrier: try SharedBarrier(parties: 2)))
        // Each of the two waits once a cycle.
        return Session(work: { try session.work(2 * $0) }, close: session.close)
      },
      peers: [peers.python("barrier/2"), peers.floor("barrier/2", as: "futex")],
      goals: [.faster(than: "CPython", by: 2)]),
  ]
}

/// The median time from `set` until the child has left `wait`.
private func wakes() throws -> Session {
  let event = try SharedEvent()
  let partner = try Partner { Sleeper(connection: $0, event: event) }
  return Session(
    work: { calls in
      var times: [Int64] = []
      for _ in 0..<calls {
        try partner.connection.send(true)
        _ = try partner.connection.receive(Bool.self)
        usleep(300)  // sleeps: until the child sleeps, as in the other contenders
        let start = floor_now()
        event.set()
        times.append(try partner.connection.receive(Int64.self) - start)
      }
      return .nanoseconds(times.sorted()[calls / 2]) * calls
    }, close: partner.close)
}
