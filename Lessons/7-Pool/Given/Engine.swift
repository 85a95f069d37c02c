import Groundwork
import Synchronization

/// What all threads of a pool share.
///
/// It is no owner of the pool: a pool that is released abandons its engine, whose threads then end.
package final class PoolEngine: Sendable {
  /// What a pool takes and does.
  ///
  /// It only moves down this list.
  package enum Phase: Sendable {
    /// It takes tasks.
    case open
    /// It takes no more tasks, and does those that it has.
    case closed
    /// It does nothing more.
    case terminated
  }

  /// What is to be done about a job that was just queued.
  package enum Step: Sendable {
    /// This seat was idle, and takes it: no longer idle from now on.
    case wake(Seat)
    /// Another seat is needed for it.
    case hire
    /// One of the seats comes to it when it has done what it does.
    case wait
  }

  /// What the mutex protects.
  package struct State: Sendable {
    package var phase = Phase.open
    /// The jobs that no worker has yet, in the order in which they came.
    package var waiting = JobQueue()
    /// The seats that have nothing to do, the latest last.
    ///
    /// Their threads sleep, or are about to.
    package var idle: [Seat] = []
    /// The seats whose threads run.
    package var seats: [Seat] = []
    /// How many seats there are, with those that are about to be started.
    package var seatCount = 0
    /// How many there may be.
    package let mostSeats: Int
    /// Those who wait until no seat is left.
    var leaving: [EventCount] = []
  }

  package let options: PoolOptions
  package let state: Mutex<State>
  let eventCounts = EventCounts()
  private let isStaffed: Bool
  private let workerCount = Atomic(0)

  init(_ options: PoolOptions, isStaffed: Bool) throws {
    for (name, number) in [("workers", options.seats), ("tasksPerWorker", options.tasksPerWorker)] {
      if let number, number < 1 { throw PoolError.noSense(name, number) }
    }
    if let initializer = options.initializer, TypeNames.name(of: type(of: initializer)) == nil {
      throw LaunchError.unreachableType("\(type(of: initializer))")
    }
    self.options = options
    self.isStaffed = isStaffed
    state = Mutex(State(mostSeats: options.seats))
  }

  /// Starts all seats.
  func staff() throws {
    for _ in 0..<options.seats {
      state.withLock { $0.seatCount += 1 }
      if let error = startSeat() { throw error }
    }
  }

  /// Queues jobs, and sees to it that somebody does them.
  func add(_ jobs: [PoolJob]) throws {
    let steps: [Step] = try state.withLock { state in
      switch state.phase {
      case .open: break
      case .closed: throw PoolError.closed
      case .terminated: throw PoolError.terminated
      }
      state.waiting.append(jobs)
      if isStaffed {
        defer { state.idle = [] }
        return state.idle.map { .wake($0) }
      }
      return jobs.prefix(options.seats).map { _ in state.nextStep() }
    }
    for step in steps {
      switch step {
      case .wake(let seat): seat.wake()
      case .hire: _ = startSeat()
      case .wait: break
      }
    }
  }

  /// Tells the workers apart.
  func nextWorkerNumber() -> Int { workerCount.add(1, ordering: .relaxed).newValue }

  /// Starts the thread of a seat, which was counted before.
  ///
  /// - Returns: Why it can't be started. If no other seat is left, the jobs have failed then.
  private func startSeat() -> (any Error)? {
    let seat = Seat(self)
    let isWanted = state.withLock { state in
      state.seats.append(seat)
      return state.phase != .terminated
    }
    do {
      if !isWanted { throw PoolError.terminated }
      try BackgroundThread { seat.work() }
      return nil
    } catch {
      // With no seat left, nobody would do the jobs.
      leave(seat, becauseOf: isWanted ? .noWorker("\(error)") : .terminated)
      return error
    }
  }

  /// The next job for a seat; nil if there will be no more.
  ///
  /// Blocks until there is one.
  func nextJob(for seat: Seat) -> PoolJob? {
    while true {
      let count = seat.eventCount.count
      let (job, isOver): (PoolJob?, Bool) = state.withLock { state in
        // What is left then fails when the last seat leaves.
        if state.phase == .terminated { return (nil, true) }
        while let job = state.waiting.popFirst() {
          if !job.take() { continue }
          state.idle.removeAll { $0 === seat }
          return (job, false)
        }
        if state.phase != .open, !state.isAnyHiring(but: seat) {
          seat.end()
          return (nil, true)
        }
        if !state.idle.contains(where: { $0 === seat }) { state.idle.append(seat) }
        return (nil, false)
      }
      if let job { return job }
      if isOver { return nil }
      _ = seat.eventCount.wait(after: count)
    }
  }

  /// Takes a job back from a seat that gets no worker, if another seat has one, which does it then.
  ///
  /// - Returns: Whether there is another one; then the seat is to leave, as it could do nothing but take
  ///   the job again. The next job may get it back.
  func handOver(_ job: PoolJob, from seat: Seat) -> Bool {
    let (isTaken, idle): (Bool, Seat?) = state.withLock { state in
      guard state.phase != .terminated, state.seats.contains(where: { $0.isStaffed }) else {
        return (false, nil)
      }
      job.putBack()
      state.waiting.prepend(job)
      // A seat that has something to do takes it after that.
      return (true, state.idle.lastIndex { $0.isStaffed }.map { state.idle.remove(at: $0) })
    }
    idle?.wake()
    return isTaken
  }

  /// A seat has got a worker, or has left: the idle ones may end, if the pool is closed.
  func noteHired() {
    for seat in state.withLock({ $0.phase == .open ? [] : $0.idle }) { seat.wake() }
  }

  /// A seat has ended: the last one fails what is still queued.
  func leave(_ seat: Seat, becauseOf error: PoolError = .terminated) {
    defer { noteHired() }
    let (jobs, leaving) = state.withLock { state -> ([PoolJob], [EventCount]) in
      state.seats.removeAll { $0 === seat }
      state.idle.removeAll { $0 === seat }
      state.seatCount -= 1
      return state.seatCount > 0 || !state.seats.isEmpty
        ? ([], []) : (state.waiting.removeAll(), state.leaving)
    }
    for job in jobs where job.take() { job.fail(error) }
    for eventCount in leaving { eventCount.advance() }
    seat.giveEventCountBack()
  }

  /// Whether the pool was terminated.
  var isTerminated: Bool { state.withLock { $0.phase == .terminated } }

  /// Waits until no seat is left, and so no worker.
  package func waitUntilEmpty() {
    let eventCount = eventCounts.take()
    defer { eventCounts.giveBack(eventCount) }
    while true {
      let count = eventCount.count
      let isEmpty = state.withLock { state in
        state.leaving.removeAll { $0 === eventCount }
        let isEmpty = state.seatCount <= 0 && state.seats.isEmpty
        if !isEmpty { state.leaving.append(eventCount) }
        return isEmpty
      }
      if isEmpty { return }
      _ = eventCount.wait(after: count)
    }
  }

  /// What becomes of a pool that was released: all ends.
  func abandon() {
    let seats = state.withLock { state in
      state.phase = .terminated
      return state.seats
    }
    // The last one fails the jobs that are left.
    for seat in seats { seat.stop() }
  }
}

extension PoolEngine.State {
  /// Whether a seat has a job, or is about to look for one, and has no worker for it.
  ///
  /// If it gets none, it gives the job back: so those who have a worker stay until that is decided.
  fileprivate func isAnyHiring(but seat: Seat) -> Bool {
    seats.contains { other in
      other !== seat && other.worker == nil && !other.hasEnded
        && !idle.contains { $0 === other }
    }
  }
}

/// Jobs in the order in which they came.
package struct JobQueue: Sendable {
  private var jobs: [PoolJob] = []
  /// How many of `jobs` were taken.
  private var head = 0

  /// The number of jobs.
  package var count: Int { jobs.count - head }

  /// Adds jobs at the end.
  package mutating func append(_ more: [PoolJob]) { jobs += more }

  /// Puts a job before the others.
  package mutating func prepend(_ job: PoolJob) { jobs.insert(job, at: head) }

  /// Takes the first job; nil if there is none.
  package mutating func popFirst() -> PoolJob? {
    guard head < jobs.count else { return nil }
    defer { forgetTaken() }
    head += 1
    return jobs[head - 1]
  }

  /// Takes all jobs.
  package mutating func removeAll() -> [PoolJob] {
    defer {
      jobs = []
      head = 0
    }
    return Array(jobs[head...])
  }

  /// Moves the rest to the front, but seldom: a job is moved once on average.
  private mutating func forgetTaken() {
    guard head == jobs.count || head >= 64 && head * 2 > jobs.count else { return }
    jobs.removeFirst(head)
    head = 0
  }
}
