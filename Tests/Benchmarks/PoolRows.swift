import Groundwork
import SolutionPool

/// A task that is nothing but its call.
struct Doubling: PoolTask {
  let number: Int

  func run() -> Int { number * 2 }
}

/// Lesson 7.
func poolRows(_ peers: Peers) -> [Row] {
  [
    Row(
      "pool/apply", unit: "round trip",
      ours: {
        try .pooling { pool in
          Session.repeating { keep(try pool.apply(Doubling(number: 7))) }.work
        }
      },
      peers: []),
    Row(
      "pool/submit", unit: "round trip",
      ours: {
        try .pooling { pool in
          Session.repeating { keep(try pool.submit(Doubling(number: 7)).get()) }.work
        }
      },
      peers: []),
    Row(
      "pool/map-chunk-1", unit: "task",
      ours: {
        try .pooling { pool in
          { calls in
            let tasks = (0..<calls).map { Doubling(number: $0) }
            return try ContinuousClock().measure { keep(try pool.map(tasks, chunk: 1)) }
          }
        }
      },
      peers: []),
    Row(
      "pool/map", unit: "task",
      ours: {
        try .pooling { pool in
          { calls in
            let tasks = (0..<calls).map { Doubling(number: $0) }
            return try ContinuousClock().measure { keep(try pool.map(tasks)) }
          }
        }
      },
      peers: []),
  ]
}

extension Session {
  /// A pool of two workers does the work.
  static func pooling(
    _ work: (ProcessPool) throws -> (_ calls: Int) throws -> Duration
  ) throws -> Session {
    let pool = try ProcessPool(workers: 2)
    return Session(work: try work(pool), close: { pool.terminate() })
  }
}
