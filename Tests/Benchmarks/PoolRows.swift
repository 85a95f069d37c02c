import Groundwork
import SolutionPool

/// A task that is nothing but its call.
struct Doubling: PoolTask {
  let number: Int

  func run() -> Int { number * 2 }
}

/// The same as a function of numbers, as CPython's `map` takes it.
struct Doubled: PoolFunction {
  func callAsFunction(_ number: Int) -> Int { number * 2 }
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
      "pool/map-chunk-1", unit: "10,000 tasks",
      ours: {
        let tasks = (0..<10_000).map { Doubling(number: $0) }
        return try .pooling { pool in
          Session.repeating { keep(try pool.map(tasks, chunk: 1)) }.work
        }
      },
      peers: []),
    Row(
      "pool/map-function", unit: "million",
      ours: {
        try .pooling { pool in
          Session.repeating { keep(try pool.map(0..<1_000_000, with: Doubled())) }.work
        }
      },
      peers: []),
    Row(
      "pool/map-tasks", unit: "million",
      ours: {
        let tasks = (0..<1_000_000).map { Doubling(number: $0) }
        return try .pooling { pool in Session.repeating { keep(try pool.map(tasks)) }.work }
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
