/// A moment by which something must be over.
///
/// Made once from a timeout and then handed down: a call that is interrupted and tried again uses
/// the same deadline, so that the waits together are no longer than the timeout.
///
/// ```swift
/// func bothEnd(_ one: pid_t, _ other: pid_t, within timeout: Duration) throws -> Bool {
///   let deadline = Deadline(after: timeout)
///   return try [one, other].allSatisfy { pid in
///     try Descriptor.process(pid).waitUntilReadable(until: deadline)
///   }
/// }
/// ```
public struct Deadline: Sendable {
  package let instant: ContinuousClock.Instant?

  /// The present; in a debug build, a test may set the clock of a thread that it directs.
  private static var now: ContinuousClock.Instant {
    #if DEBUG
    StepHook.now
    #else
    ContinuousClock.now
    #endif
  }

  /// The moment `timeout` from now; never, if it is `nil`.
  ///
  /// - Parameter timeout: Zero and less mean that the moment has come. A hundred years and more mean
  ///   never.
  public init(after timeout: Duration?) {
    let limit = Duration.seconds(100 * 366 * 24 * 60 * 60)
    instant = timeout.flatMap { $0 < limit ? Self.now + max(.zero, $0) : nil }
  }

  /// A deadline that never comes.
  public static var never: Deadline { Deadline(after: nil) }

  /// The deadline of a sleep that ends at this deadline, and at the end of a slice that begins now.
  ///
  /// - Parameter slice: The length of the slice; nil if the time is not cut into slices.
  /// - Returns: Whichever comes first.
  package func limited(to slice: Duration?) -> Deadline {
    guard let slice else { return self }
    return Deadline(after: min(slice, remaining ?? slice))
  }

  /// The time left, at least zero; `nil` if the deadline never comes.
  public var remaining: Duration? {
    instant.map { max(.zero, $0 - Self.now) }
  }

  /// Whether the moment has come.
  public var hasPassed: Bool { remaining == .zero }

  /// The time left in nanoseconds, rounded up: a wait must not end too soon.
  ///
  /// -1 means without end.
  package var remainingNanoseconds: Int64 {
    guard let (seconds, attoseconds) = remaining?.components else { return -1 }
    return seconds * 1_000_000_000 + (attoseconds + 999_999_999) / 1_000_000_000
  }
}
