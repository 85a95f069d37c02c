// Alternative: A thread for each child joins it.

import Groundwork

/// Runs every target in a child of its own, all at the same time, and waits until all have ended.
///
/// Work that is spread over processes is done sooner only if the processes run side by side.
///
/// - Parameter targets: What the children run.
/// - Returns: How the children ended, in the order of `targets`.
/// - Throws: What `start` throws, if a child can't be started. Those that were started before are
///   ended and joined: no child is left behind.
public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.enumerated().map { index, target in
    ChildProcess(target, name: "runAll-\(index + 1)")
  }
  for (index, child) in children.enumerated() {
    do {
      try child.start()
    } catch {
      for started in children[..<index] { try started.kill() }
      for started in children[..<index] { try started.join() }
      throw error
    }
  }
  let ends = try children.map { child in
    let (end, writer) = try Descriptor.pipe()
    try BackgroundThread {
      try? child.join()
      writer.close()
    }
    return end
  }
  for end in ends { _ = try end.waitUntilReadable() }
  for end in ends { end.close() }
  return children.compactMap(\.exitStatus)
}
