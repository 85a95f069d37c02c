import Groundwork
import Synchronization

/// Work on a thread of its own, which may block in the code that is graded.
///
/// The test sees whether the work is done or sleeps in the kernel. That proves "it still waits"
/// without a guess at how long something takes.
public final class Observed<Value: Sendable>: Sendable {
  /// What the work has come to.
  public enum Activity: Equatable, Sendable {
    /// It is done.
    case finished
    /// It is blocked in the kernel.
    case asleep
    /// It goes on and on.
    case busy
  }

  private final class Outcome: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
  }

  private let outcome: Outcome
  private let thread: BackgroundThread
  private let end: Descriptor

  /// Starts `work` on a thread of its own.
  public init(_ work: @escaping @Sendable () throws -> Value) throws {
    let (reader, writer) = try Descriptor.pipe()
    let outcome = Outcome()
    self.outcome = outcome
    end = reader
    let work = Mutex<(@Sendable () throws -> Value)?>(work)
    thread = try BackgroundThread {
      let result = Self.result(of: work)
      outcome.result.withLock { $0 = result }
      writer.close()
    }
  }

  /// Does the work, and lets go of what it holds: the thread ends a moment after the test knows.
  private static func result(
    of work: borrowing Mutex<(@Sendable () throws -> Value)?>
  ) -> Result<Value, any Error>? {
    guard let work = work.withLock({ $0.take() }) else { return nil }
    return Result(catching: work)
  }

  /// Whether the work is done.
  public var hasFinished: Bool { outcome.result.withLock { $0 != nil } }

  /// The kernel's identifier of the work's thread; nil until it has come up.
  package var threadIdentifier: Int? { thread.identifier }

  /// How often the work's thread has gone to sleep.
  public var switches: Int { thread.identifier.flatMap(threadActivity)?.switches ?? 0 }

  /// Interrupts whatever call the thread is blocked in.
  public func interrupt(with signal: CInt) { thread.interrupt(with: signal) }

  /// Waits until the work is done or blocked.
  ///
  /// - Parameter switches: How often it must have gone to sleep before for that to count.
  /// - Returns: What it has come to; `busy` if it is neither done nor blocked for seconds.
  /// - Throws: `SystemError`, if the test closed what it must not.
  public func settled(after switches: Int = 0) throws -> Activity {
    let deadline = Deadline(after: .seconds(4))
    var last: ThreadActivity?
    while !hasFinished {
      let now = thread.identifier.flatMap(threadActivity)
      // Two looks: it may have been asleep for a moment only, on its way to where it blocks.
      if let now, now.isAsleep, now.switches > switches, now == last { return .asleep }
      if deadline.hasPassed { return last?.isAsleep == true ? .asleep : .busy }
      last = now
      // Between two looks, the processor is for the others.
      if try end.waitUntilReadable(until: Deadline(after: .microseconds(300))) { break }
    }
    return .finished
  }

  /// Waits until the work is done, and returns or throws what it did.
  ///
  /// - Parameter problem: What to say if it isn't done in time.
  /// - Returns: What the work returned.
  /// - Throws: What the work threw; `TestFailure` if it isn't done within seconds.
  public func value(orElse problem: String) throws -> Value {
    _ = try end.waitUntilReadable(until: Deadline(after: .seconds(6)))
    guard let result = outcome.result.withLock({ $0 }) else { throw TestFailure(problem) }
    return try result.get()
  }
}

/// What a test was waiting for did not come.
public struct TestFailure: Error, CustomStringConvertible {
  /// What happened, and what was expected.
  public let description: String

  /// Describes what happened, and what was expected.
  public init(_ description: String) { self.description = description }
}

extension Observed {
  /// Whether the work is done within a few seconds; gives up sooner than `value(orElse:)`.
  package func isDoneSoon() throws -> Bool {
    let deadline = Deadline(after: .seconds(3))
    while try settled() != .finished {
      if deadline.hasPassed { return false }
    }
    return true
  }
}

/// How often the work goes to sleep in the time in which a thread that sleeps for 10 ms does so `count`
/// times: a few times if it sleeps in slices, but more often than that if it polls.
package func countSleeps<Value>(of work: Observed<Value>, in count: Int) throws -> Int {
  let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  let before = work.switches
  let clock = try Observed {
    for _ in 0..<count {
      // sleeps: it is the measure for what is graded
      _ = word.wait(while: 0, until: Deadline(after: .milliseconds(10)))
    }
  }
  try clock.value(orElse: "a thread of the test did not end")
  return work.switches - before
}

/// Lets time go by until `deadline`, when that is what the test is about.
package func waitUntilPassed(_ deadline: Deadline) throws {
  let idle = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  while idle.wait(while: 0, until: deadline) {}
}

extension Observed {
  /// Whether the work, which should sleep until it is woken, wakes up again and again by itself.
  ///
  /// It takes a while to see. A sleep that is cut into slices of 50 milliseconds or more doesn't count.
  package func polls() throws -> Bool { try countSleeps(of: self, in: 20) >= 9 }
}

/// How often `work` made the calling thread sleep.
package func countOwnSleeps(_ work: () throws -> Void) rethrows -> Int {
  // The identity's lower bits are the thread's number.
  let thread = Int(ThreadIdentity.current.rawValue & 0x3F_FFFF)
  func count() -> Int { threadActivity(thread)?.switches ?? 0 }
  let before = count()
  try work()
  return count() - before
}

/// Calls `wait` again and again, each time with another timeout of a few milliseconds that it should
/// wait for in vain; returns those that ended too soon.
///
/// A wait may take longer than it should, on a machine that is busy, but never less.
package func endedTooSoon(_ wait: (Duration) throws -> Void) rethrows -> [Duration] {
  try [0, 1, 2, 3].flatMap { milliseconds in
    try [100, 500, 900].compactMap { microseconds in
      let timeout = Duration.microseconds(1_000 * milliseconds + microseconds)
      // Made before the wait's own one.
      let deadline = Deadline(after: timeout)
      try wait(timeout)
      return deadline.hasPassed ? nil : timeout
    }
  }
}

/// Timeouts that are as good as none: code that counts them in a smaller number fails.
package let longTimeouts: [Duration] = [
  .seconds(30 * 24 * 60 * 60), .seconds(100 * 366 * 24 * 60 * 60), .seconds(Int64.max),
]
