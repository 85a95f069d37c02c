/// A moment by which something must be over; `nil` timeouts never end.
public struct Deadline: Sendable {
  let instant: ContinuousClock.Instant?

  /// The moment `timeout` from now; never, if it is `nil`.
  public init(after timeout: Duration?) {
    instant = timeout.map { ContinuousClock.now + $0 }
  }

  /// A deadline that never comes.
  public static var never: Deadline { Deadline(after: nil) }

  /// The time left, at least zero; `nil` if the deadline never comes.
  public var remaining: Duration? {
    instant.map { max(.zero, $0 - ContinuousClock.now) }
  }

  /// Whether the moment has come.
  public var hasPassed: Bool { remaining == .zero }
}
