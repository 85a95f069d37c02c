import Groundwork

extension Runner {
  /// Tells that it is ready, waits for the gun, and runs the target.
  ///
  /// - Throws: What the target throws.
  public func run() throws {
    todo("Tell that this runner is ready, wait for the gun, and run the target.")
  }
}

/// Runs each target in a child of its own, and lets none begin before all are ready.
///
/// Children don't come up at the same speed: without this, the first to be started would be ahead.
///
/// - Parameter targets: What the children run.
/// - Returns: How the children ended, in the order of `targets`. A child that ends before it is ready
///   doesn't hold up the others.
/// - Throws: `SystemError`, if there is no memory; what `join` throws; what `start` throws, if a child
///   can't be started. Those that were started before are ended and joined then, and none of them has
///   begun.
public func race(_ targets: [some ProcessTarget]) throws -> [ExitStatus] {
  todo("Start all runners, wait until all are ready, fire the gun, and join all.")
}
