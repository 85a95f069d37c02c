import Groundwork

/// Runs every target in a child of its own, all at the same time, and waits until all have ended.
///
/// Work that is spread over processes is done sooner only if the processes run side by side.
///
/// - Parameter targets: What the children run.
/// - Returns: How the children ended, in the order of `targets`.
/// - Throws: What `join` throws; what `start` throws, if a child can't be started. Those that were
///   started before are ended and joined, whatever goes wrong with that: no child is left behind.
public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.enumerated().map { index, target in
    ChildProcess(target, name: "runAll-\(index + 1)")
  }
  do {
    for child in children { try child.start() }
  } catch {
    for child in children where child.pid != nil {
      // Whatever goes wrong with one, the others are ended, too, and `error` is thrown.
      try? child.kill()
      try? child.join()
    }
    throw error
  }
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
