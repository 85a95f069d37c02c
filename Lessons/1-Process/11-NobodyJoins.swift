import Groundwork

extension ChildProcess {
  /// Sees to it that the child `pid` is reaped when it ends.
  ///
  /// Doesn't wait for that: what blocks needs a `BackgroundThread`. If there can be no more threads,
  /// the child stays a zombie.
  ///
  /// `deinit` calls it when a `ChildProcess` is released while the child is running. The child goes
  /// on, but nobody is left to join it: it would be a zombie as long as this process lives.
  ///
  /// - Parameter pid: A child that nobody else waits for.
  static func reapLater(_ pid: pid_t) {
    todo("Have the child reaped when it ends, without waiting here.")
  }
}
