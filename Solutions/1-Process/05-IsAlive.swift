import Groundwork

extension ChildProcess {
  /// Whether the child has been started and has not ended.
  ///
  /// Doesn't block. A zombie has ended. Nothing is lost by asking: `exitStatus` still tells how
  /// the child ended.
  public var isAlive: Bool {
    if case .running = updatedState() { true } else { false }
  }
}
