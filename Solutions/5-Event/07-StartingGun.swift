import Groundwork

extension Runner {
  /// Tells that it is ready, waits for the gun, and runs the target.
  ///
  /// - Throws: What the target throws.
  public func run() throws {
    isReady.set()
    gun.wait()
    try target.run()
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
  let gun = try SharedEvent()
  let runners = try targets.map { try Runner($0, gun: gun) }
  let children = runners.enumerated().map { ChildProcess($1, name: "runner-\($0 + 1)") }
  do {
    for child in children { try child.start() }
  } catch {
    for child in children where child.pid != nil {
      try child.kill()
      try child.join()
    }
    throw error
  }
  for (runner, child) in zip(runners, children) {
    // Not without a timeout: a child that was killed will never be ready.
    while child.isAlive, !runner.isReady.wait(timeout: .milliseconds(100)) {}
  }
  gun.set()
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
