import Groundwork

/// What a submitted task will have returned.
///
/// The task is done whether anybody asks for the result or not.
///
/// ```swift
/// let pool = try ProcessPool()
/// let square = try pool.submit(Square(12))
/// print(square.isDone ? "done" : "queued, or at work")
/// print(try square.get())  // 144
/// ```
public final class PoolResult<Output: Codable & Sendable>: Sendable {
  /// What becomes of the task: a chunk of one.
  package let answer: Later<Result<Answer<Output>, PoolError>>

  /// A result that is not there yet.
  package init(_ answer: Later<Result<Answer<Output>, PoolError>>) {
    self.answer = answer
  }
}

/// What many tasks return, as soon as they are done, in whatever order.
///
/// An element is what a task returned, or why it failed. No more than a window of the tasks is
/// queued at a time, so that a long or endless row of them takes no memory.
///
/// ```swift
/// let pool = try ProcessPool()
/// for await result in pool.results(of: (1...100).map { Square($0) }) {
///   switch result {
///   case .success(let square): print(square)
///   case .failure(let error): print("one is missing: \(error)")
///   }
/// }
/// ```
public struct PoolResults<Tasks: Sequence & Sendable>: AsyncSequence, Sendable
where Tasks.Element: PoolTask {
  /// What a task returned; or a `TaskFailure`, or a `PoolError`.
  public typealias Element = Result<Tasks.Element.Output, any Error>
  /// Never throws: an error belongs to one task, and the others go on.
  public typealias Failure = Never

  let pool: ProcessPool
  let tasks: Tasks
  let window: Int

  /// Begins with the first task.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(pool: pool, tasks: tasks.makeIterator(), window: window)
  }

  /// Where one that goes through the results has come to.
  public struct AsyncIterator: AsyncIteratorProtocol {
    package let pool: ProcessPool
    /// The tasks that were not queued yet.
    package var tasks: Tasks.Iterator
    /// How many tasks may be ahead of the results that were taken, at the most.
    package let window: Int
    /// How many tasks were queued whose results were not taken yet.
    package var ahead = 0
    /// Where results are put as they come.
    package let mailbox: AsyncStream<Element>.Continuation
    /// Where they are taken from: nil once the Swift task is cancelled.
    package var arrivals: AsyncStream<Element>.Iterator

    init(pool: ProcessPool, tasks: Tasks.Iterator, window: Int) {
      self.pool = pool
      self.tasks = tasks
      self.window = window
      let (stream, mailbox) = AsyncStream.makeStream(of: Element.self)
      self.mailbox = mailbox
      arrivals = stream.makeAsyncIterator()
    }
  }
}
