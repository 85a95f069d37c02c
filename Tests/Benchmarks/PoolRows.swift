import Groundwork
import SolutionPool
import Synchronization

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
      peers: [peers.python("pool/apply"), peers.floor("pipe/small", as: "socket")],
      goals: [.faster(than: "CPython", by: 3)]),
    Row(
      "pool/submit", unit: "round trip",
      ours: {
        try .pooling { pool in
          Session.repeating { keep(try pool.submit(Doubling(number: 7)).get()) }.work
        }
      },
      peers: [
        peers.python("pool/executor", as: "Executor"), peers.floor("pipe/small", as: "socket"),
      ],
      goals: [.faster(than: "Executor", by: 5)]),
    Row(
      "pool/async", unit: "round trip",
      ours: {
        try .pooling { pool in
          { calls in
            try measuringAsync {
              for _ in 0..<calls { keep(try await pool.run(Doubling(number: 7))) }
            }
          }
        }
      },
      peers: [
        peers.python("pool/executor", as: "Executor"), peers.floor("pipe/small", as: "socket"),
      ],
      goals: [.faster(than: "Executor", by: 5)]),
    Row(
      "pool/map-chunk-1", unit: "10,000 tasks",
      ours: {
        let tasks = (0..<10_000).map { Doubling(number: $0) }
        return try .pooling { pool in
          Session.repeating { keep(try pool.map(tasks, chunk: 1)) }.work
        }
      },
      peers: [peers.python("pool/map-chunk-1")],
      goals: [.faster(than: "CPython", by: 5)]),
    Row(
      "pool/map-function", unit: "million",
      ours: {
        try .pooling { pool in
          Session.repeating { keep(try pool.map(0..<1_000_000, with: Doubled())) }.work
        }
      },
      peers: [peers.python("pool/map")],
      goals: [.faster(than: "CPython")]),
    Row(
      "pool/map-tasks", unit: "million",
      ours: {
        let tasks = (0..<1_000_000).map { Doubling(number: $0) }
        return try .pooling { pool in Session.repeating { keep(try pool.map(tasks)) }.work }
      },
      peers: [peers.python("pool/map-tasks")],
      goals: [.faster(than: "CPython")]),
  ]
}

/// How long asynchronous work takes, from its beginning to its end.
func measuringAsync(
  _ work: @escaping @Sendable () async throws -> Void
) throws -> Duration {
  let result = Mutex<Result<Duration, any Error>?>(nil)
  let measurement = AsyncMeasurement(result)
  // The end of a pipe says when it is done.
  let (reader, writer) = try Descriptor.pipe()
  Task {
    defer { writer.close() }
    do {
      let time = try await ContinuousClock().measure { try await work() }
      measurement.result.withLock { $0 = .success(time) }
    } catch {
      measurement.result.withLock { $0 = .failure(error) }
    }
  }
  _ = try reader.waitUntilReadable()
  return try measurement.result.withLock { try $0?.get() ?? .zero }
}

private final class AsyncMeasurement: Sendable {
  let result: Mutex<Result<Duration, any Error>?>
  init(_ result: consuming Mutex<Result<Duration, any Error>?>) { self.result = result }
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
