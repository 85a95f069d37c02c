#if DEBUG
import CPlatform
import Groundwork
import Synchronization

// The threads of an exploration. One has the baton at a time, and whoever has it decides who gets it
// next: so a thread that goes on costs nothing. All else is touched only by who has it, which is why
// none of it needs a lock.

/// The right to run, which a thread waits for.
final class Baton: @unchecked Sendable {
  // A word for the kernel needs an address.
  private let word: UnsafeMutablePointer<Atomic<UInt32>>

  init() {
    word = .allocate(capacity: 1)
    word.initialize(to: Atomic(0))
  }

  deinit {
    word.deinitialize(count: 1)
    word.deallocate()
  }

  /// Lets the thread that waits for it run.
  func pass() {
    word.pointee.store(1, ordering: .releasing)
    _ = workbook_futex_wake(word, 1)
  }

  /// Waits until it is this thread's turn; with a limit, returns false after so many nanoseconds.
  func take(within limit: Int64 = -1) -> Bool {
    while word.pointee.exchange(0, ordering: .acquiring) == 0 {
      if workbook_futex_wait(word, 0, limit) == ETIMEDOUT { return false }
    }
    return true
  }
}

/// One thread of an exploration.
final class ExploredThread: @unchecked Sendable, StepDirector {
  enum Status: Equatable {
    /// Has not come to its first step yet.
    case starting
    /// Is about to take the step of its operation.
    case ready
    /// Sleeps in the `wait` of its operation.
    case asleep
    /// Was woken, and has not returned yet.
    case woken
    case running, ended
  }

  let number: Int
  let baton = Baton()
  var status = Status.ended
  var operation: StepOperation?
  var outcome = StepOutcome.proceed
  var work: (@Sendable () throws -> Void)?
  var error: (any Error)?
  private let explorer: Explorer

  init(_ number: Int, of explorer: Explorer) {
    self.number = number
    self.explorer = explorer
  }

  var name: String { String(UnicodeScalar(UInt8(65 + number))) }

  var now: ContinuousClock.Instant { explorer.now }

  func before(_ operation: StepOperation) -> StepOutcome {
    let isStarting = status == .starting
    self.operation = operation
    status = .ready
    isStarting ? explorer.start(after: self) : explorer.decide(after: self)
    return outcome
  }

  /// The body of the thread: each time it gets the baton in here, a schedule begins.
  func runAll() {
    while baton.take(), let work {
      error = nil
      do { try StepHook.directed(by: self, work) } catch { self.error = error }
      self.work = nil
      let isStarting = status == .starting
      status = .ended
      isStarting ? explorer.start(after: self) : explorer.decide(after: self)
    }
  }
}

/// How a schedule ended.
enum Ending { case complete, deadlock, endless, stuck, notRepeatable }

/// Runs one schedule after the other.
final class Explorer: @unchecked Sendable {
  let limits: Interleavings
  private(set) var threads: [ExploredThread] = []
  private let controller = Baton()
  private let beginning = ContinuousClock.now

  // Of the search: the choices of this schedule, and for each of them what is left to try.
  var path: [Choice] = []

  // Of the schedule that is run.
  var now: ContinuousClock.Instant
  var ending = Ending.complete
  var depth = 0
  var last: Int?
  var merged: UInt64 = 0
  var stepCount = 0
  var preemptionCount = 0
  var alarmCount = 0
  var spuriousCount = 0
  var rescueCount = 0
  var isLikeAnEarlierOne = false
  var isCut = false
  var events: [Event] = []

  init(_ limits: Interleavings, threadCount: Int) throws {
    precondition((1...26).contains(threadCount), "Threads are named A to Z.")
    precondition(
      !limits.mergesEquivalent || limits.preemptions == nil,
      "A schedule with few preemptions may be like one with many, and would be missed.")
    self.limits = limits
    now = beginning
    threads = (0..<threadCount).map { ExploredThread($0, of: self) }
    for thread in threads { try BackgroundThread { thread.runAll() } }
  }

  /// Runs the schedule that is next, and returns how it ended.
  func run(_ works: [@Sendable () throws -> Void]) -> Ending {
    (now, ending, depth, last, merged) = (beginning, .complete, 0, nil, 0)
    (stepCount, preemptionCount, alarmCount, spuriousCount, rescueCount) = (0, 0, 0, 0, 0)
    (isLikeAnEarlierOne, isCut) = (false, false)
    events.removeAll(keepingCapacity: true)
    for (thread, work) in zip(threads, works) { (thread.work, thread.status) = (work, .starting) }
    threads[0].baton.pass()
    // Not exact, and need not be: steps go by at a hundred thousand a second.
    var stepsBefore = -1
    while !controller.take(within: 3_000_000_000) {
      if stepCount == stepsBefore { return .stuck }
      stepsBefore = stepCount
    }
    return ending
  }

  /// Lets the threads end; those of a deadlock are left behind asleep.
  func dismiss() {
    for thread in threads where thread.status == .ended { thread.baton.pass() }
    // Threads and explorer keep each other alive.
    threads = []
  }

  /// Brings the next thread to its first step: what comes before concerns nobody else.
  func start(after thread: ExploredThread) {
    guard thread.number + 1 < threads.count else { return decide(after: thread) }
    handOver(to: threads[thread.number + 1], from: thread)
  }

  /// Decides who runs now, and returns when `thread` may, if it has not ended.
  func decide(after thread: ExploredThread) {
    // Asked before the baton is passed: then the next schedule may have begun.
    let hasEnded = thread.status == .ended
    while let alternative = choose() {
      guard let runner = perform(alternative) else { continue }
      if runner !== thread { handOver(to: runner, from: thread) }
      return
    }
    controller.pass()
    if !hasEnded { _ = thread.baton.take() }
  }

  private func handOver(to next: ExploredThread, from thread: ExploredThread) {
    let hasEnded = thread.status == .ended
    next.baton.pass()
    if !hasEnded { _ = thread.baton.take() }
  }
}
#endif
