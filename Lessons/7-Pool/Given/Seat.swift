import Groundwork
import Synchronization

/// A place in a pool: a thread of this process that gives jobs to one worker at a time.
///
/// Only this thread uses the worker's connection. So no two workers share anything that a killed one
/// could leave locked.
package final class Seat: Sendable {
  private struct State {
    var worker: Worker?
    /// It does no more jobs.
    var hasEnded = false
  }

  package let engine: PoolEngine
  let eventCount: EventCount
  private let state = Mutex(State())

  init(_ engine: PoolEngine) {
    self.engine = engine
    eventCount = engine.eventCounts.take()
  }

  /// The worker, if there is one at the moment.
  package var worker: Worker? { state.withLock { $0.worker } }

  /// Whether it does no more jobs.
  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  /// Whether it has a worker, and can do more jobs.
  var isStaffed: Bool { state.withLock { $0.worker != nil && !$0.hasEnded } }

  /// There are no more jobs for it.
  func end() { state.withLock { $0.hasEnded = true } }

  /// Lets the thread look for a job.
  package func wake() { eventCount.advance() }

  /// Kills the worker, and lets the thread look whether there is anything left to do.
  package func stop() {
    let worker = state.withLock { state in
      state.hasEnded = true
      return state.worker
    }
    worker?.kill()
    wake()
  }

  func giveEventCountBack() { engine.eventCounts.giveBack(eventCount) }

  // MARK: - The thread

  /// Does jobs until there are no more, or it gets no worker and others have one.
  func work() {
    while let job = engine.nextJob(for: self) {
      guard serve(job) else { break }
      if let limit = engine.options.tasksPerWorker, let worker {
        worker.jobCount.add(1, ordering: .relaxed)
        // Exercise 7.12.
        if worker.isUsedUp(after: limit) { retire() }
      }
    }
    retire()
    engine.leave(self)
  }

  /// So many workers in a row may end before they have received a job, which is not the job's fault.
  private static let workersForAJob = 3

  /// So long a worker may take to end by itself: it may hang in what it does at its exit.
  private static let timeToRetire = Duration.seconds(5)

  /// Lets a worker do a job, and tells what became of it.
  ///
  /// - Returns: False if the seat got no worker, and another one does the job.
  private func serve(_ job: PoolJob) -> Bool {
    var job = job
    var workersLeft = Self.workersForAJob
    while workersLeft > 0 {
      switch attempt(job) {
      case .over: return true
      case .handedOver: return false
      case .notReceived: workersLeft -= 1
      case .partlyDone(let rest): (job, workersLeft) = (rest, Self.workersForAJob)
      }
    }
    job.fail(
      .noWorker("\(Self.workersForAJob) workers ended before they had received the task."))
    return true
  }

  /// What became of a job that a worker was to do.
  private enum Attempt {
    /// The job is done, or has failed.
    case over
    /// There is no worker, and another seat has one.
    case handedOver
    /// The worker ended before it had received the job.
    case notReceived
    /// The worker ended in the middle; this is for another one to do.
    case partlyDone(rest: PoolJob)
  }

  private func attempt(_ job: PoolJob) -> Attempt {
    let worker: Worker
    do {
      guard let ready = try self.worker ?? newWorker() else {
        guard engine.isTerminated else { return .notReceived }
        job.fail(.terminated)
        return .over
      }
      worker = ready
    } catch {
      if engine.handOver(job, from: self) { return .handedOver }
      job.fail(engine.isTerminated ? .terminated : .noWorker("\(error)"))
      return .over
    }
    do {
      var message = try worker.perform(job)
      while try job.receive(message) { message = try worker.connection.takeMessage() }
      return .over
    } catch {
      let status = dismiss(worker)
      if engine.isTerminated {
        job.fail(.terminated)
        return .over
      }
      guard let failure = job.failure(after: error, workerEnded: status) else {
        return .notReceived
      }
      return job.fail(failure).map { .partlyDone(rest: $0) } ?? .over
    }
  }

  /// Starts a worker for this seat, and waits until it is ready for a job.
  ///
  /// - Returns: The worker; nil if it ended before it was ready.
  /// - Throws: Why there is none; `Unprepared` if the initializer threw.
  private func newWorker() throws -> Worker? {
    let worker = try Worker.start(
      name: "PoolWorker-\(engine.nextWorkerNumber())", initializer: engine.options.initializer)
    let hasEnded = state.withLock { state in
      state.worker = worker
      return state.hasEnded
    }
    // Whoever stopped the seat did not see the worker.
    if hasEnded { worker.kill() }
    if engine.options.initializer != nil {
      guard let report = try? worker.connection.takeMessage().decoded(Preparation.self) else {
        _ = dismiss(worker)
        return nil
      }
      if let problem = report.problem {
        // It is about to say on standard error what was thrown.
        retire()
        throw Unprepared(problem: problem)
      }
    }
    engine.noteHired()
    return worker
  }

  /// Lets the worker end, which it does when there are no more jobs, and waits for that.
  private func retire() {
    guard let worker else { return }
    worker.connection.close()
    if (try? worker.child.join(timeout: Self.timeToRetire)) == nil { worker.kill() }
    _ = dismiss(worker)
  }

  /// Kills the worker if it is still there, and reaps it.
  ///
  /// - Returns: How it ended, if that is known.
  private func dismiss(_ worker: Worker) -> ExitStatus? {
    worker.connection.close()
    worker.kill()
    try? worker.child.join()
    state.withLock { $0.worker = nil }
    return worker.child.exitStatus
  }
}

/// The initializer threw.
private struct Unprepared: Error, CustomStringConvertible {
  let problem: String

  var description: String { "Its initializer threw \(problem)." }
}

/// A worker, as its pool sees it.
package final class Worker: Sendable {
  /// The process.
  package let child: ChildProcess
  /// The pool's end of the connection, whose other end the worker alone has.
  package let connection: Connection
  /// How many jobs it did; its seat counts.
  package let jobCount = Atomic(0)

  /// A worker that was started.
  package init(child: ChildProcess, connection: Connection) {
    self.child = child
    self.connection = connection
  }

  /// Kills the process.
  package func kill() { try? child.kill() }
}
