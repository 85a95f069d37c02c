import Groundwork

/// Something that a worker of a pool can do: what to do, and its arguments, in one value.
///
/// The stored properties are the arguments. The worker gets a copy of them, and the caller a copy of
/// what `run` returns.
///
/// ```swift
/// struct Square: PoolTask {
///   let number: Int
///
///   func run() -> Int {
///     number * number
///   }
/// }
///
/// let pool = try ProcessPool()
/// print(try pool.apply(Square(number: 7)))  // 49
/// ```
///
/// The worker finds the type by its name. It must be internal or public, and not declared inside of a
/// function. A task may hold handles, such as a `Connection`: keep them open until it is done.
public protocol PoolTask: Codable, Sendable {
  /// What comes back.
  associatedtype Output: Codable & Sendable

  /// Does the work, on the main thread of a worker.
  ///
  /// What it throws comes back as a `TaskFailure`.
  func run() throws -> Output
}

/// Processes that are kept, and do one task after the other.
///
/// A pool has so many seats. Each has a thread in this process, which does nothing but wait, and at
/// times a worker: a process of its own, with a connection that nobody else uses. Every method may be
/// called from any thread.
///
/// When the pool is released, or this process ends, however it ends, the workers are killed. To let
/// them finish, call `close` and then `join`.
///
/// ```swift
/// let pool = try ProcessPool(workers: 4)
/// let squares = try pool.map((1...5).map { Square($0) })
/// print(squares)  // [1, 4, 9, 16, 25]
/// pool.close()
/// try pool.join()
/// ```
public final class ProcessPool: Sendable {
  package let engine: PoolEngine

  /// Makes a pool; workers are started when there is something to do.
  ///
  /// - Parameters:
  ///   - workers: How many tasks can be done at the same time, at least 1. More than
  ///     `CurrentProcess.processorCount`, which is the default, help only if the tasks wait. More
  ///     than the system has processes are as good as so many. If the system refuses another
  ///     process or descriptor, the workers that there are do all.
  ///   - tasksPerWorker: After so many tasks a worker is replaced by a new one; nil for never.
  ///   - initializer: What each worker runs before its first task. If it throws, the worker ends,
  ///     and if no other one is there, the task fails as `PoolError.noWorker`: it was not begun.
  /// - Throws: `PoolError.noSense` if a number is less than 1; `LaunchError.unreachableType` if the
  ///   worker could not find the initializer's type; `SystemError` if there can be no thread for the
  ///   only worker.
  public convenience init(
    workers: Int? = nil, tasksPerWorker: Int? = nil, initializer: (any ProcessTarget)? = nil
  ) throws {
    let count = min(workers ?? CurrentProcess.processorCount, PoolOptions.mostSeats)
    try self.init(
      PoolOptions(seats: count, tasksPerWorker: tasksPerWorker, initializer: initializer),
      isStaffed: count == 1)
  }

  /// Makes a pool that has all its workers from the beginning: exercise 7.4 is not needed for it.
  package convenience init(staffedWith count: Int) throws {
    try self.init(PoolOptions(seats: count), isStaffed: true)
  }

  private init(_ options: PoolOptions, isStaffed: Bool) throws {
    engine = try PoolEngine(options, isStaffed: isStaffed)
    if isStaffed { try engine.staff() }
  }

  deinit {
    engine.abandon()
  }

  /// Ends all workers, and waits until they have ended: for tests that come before exercise 7.7.
  package func end() {
    engine.abandon()
    engine.waitUntilEmpty()
  }
}

/// What a pool was made with.
package struct PoolOptions: Sendable {
  /// There are never more processes: so many identifiers has the system at the most.
  package static let mostSeats = 1 << 22

  package let seats: Int
  package var tasksPerWorker: Int?
  package var initializer: (any ProcessTarget)?
}

/// What a task threw, as it comes back from the worker.
///
/// The error itself stays there: only a few errors can be encoded.
///
/// ```swift
/// struct OutOfPaper: Error {}
///
/// struct PrintJob: PoolTask {
///   func run() throws -> Int { throw OutOfPaper() }
/// }
///
/// do {
///   print(try ProcessPool(workers: 1).apply(PrintJob()), "pages")
/// } catch let failure as TaskFailure {
///   print("\(failure.type) in process \(failure.worker)")
/// }
/// ```
public struct TaskFailure: Error, Hashable, Codable, CustomStringConvertible {
  /// The name of the error's type, such as `DecodingError`.
  public let type: String
  /// The error in words.
  public let message: String
  /// The process identifier of the worker.
  public let worker: pid_t

  /// Describes a failure.
  public init(type: String, message: String, worker: pid_t) {
    self.type = type
    self.message = message
    self.worker = worker
  }

  /// Such as "OutOfPaper: tray 2 is empty (in worker 12)".
  public var description: String { "\(type): \(message) (in worker \(worker))" }
}

/// What can go wrong with a `ProcessPool`.
public enum PoolError: Error, Hashable, CustomStringConvertible {
  /// The pool was closed: it takes no more tasks.
  case closed
  /// The pool was terminated, or released, before the task was done.
  case terminated
  /// To be joined, the pool must be closed or terminated first.
  case notClosed
  /// The worker ended during the task; how, if that is known.
  case workerDied(ExitStatus?)
  /// No worker could be started for the task, or be prepared for it, and no other one was there; with
  /// the reason. The task was not begun.
  case noWorker(String)
  /// The worker could not find the task's type by its name.
  case unreachableType(String)
  /// The task can't be encoded, or not be sent; with its type and the reason.
  case unencodable(String, String)
  /// What the worker sent back can't be decoded; with its type and the reason.
  case undecodable(String, String)
  /// A number that must be at least 1; with its name.
  case noSense(String, Int)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .closed:
      "The pool was closed, and takes no more tasks: close it after the last one"
    case .terminated:
      """
      The pool was terminated, or released, before the task was done: keep it until you have the \
      results, or close and join it
      """
    case .notClosed:
      "The pool still takes tasks, so that its workers would never end: call close() before join()"
    case .workerDied(let status):
      """
      The worker \(status.map { "\($0)" } ?? "has ended") during the task. The task was not \
      repeated, as it may have done something already; another worker does the next one
      """
    case .noWorker(let reason):
      "No worker could be started. \(reason)"
    case .unreachableType(let type):
      """
      `\(type)` is private, or declared inside a function: make it internal, so that a worker can \
      find it by name. The same holds for the types that it is nested in or made of
      """
    case .unencodable(let type, let reason):
      "`\(type)` can't be sent to a worker: \(reason)"
    case .undecodable(let type, let reason):
      "The task was done, but its result, `\(type)`, can't be decoded: \(reason)"
    case .noSense(let name, let number):
      "\(name) is \(number), and must be at least 1"
    }
  }
}
