import Groundwork

/// Squares a number.
public struct Square: PoolTask {
  let number: Int

  /// Makes a task that squares `number`.
  public init(_ number: Int) { self.number = number }

  /// The square.
  public func run() -> Int { number * number }
}

/// A task that also tells which worker ran it, and how long that took.
public struct Timed<Work: PoolTask>: PoolTask {
  let work: Work

  /// Makes a task that runs `work`.
  public init(_ work: Work) { self.work = work }
}

/// What a task returned, and what there is to tell about it.
public struct TimedOutput<Output: Codable & Sendable>: Codable, Sendable {
  /// What the task returned.
  public let output: Output
  /// The process identifier of the worker.
  public let worker: pid_t
  /// How long the task ran, without the time that it was queued.
  public let duration: Duration
}
