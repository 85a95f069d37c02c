// Mistake: Cleaning up ends with the first child that has ended by itself.
// Caught by: If a child can't be started, all before it are ended, also behind one that has ended
// Verdict: failed

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.map { ChildProcess($0) }
  do {
    for child in children { try child.start() }
  } catch {
    for child in children.prefix(while: \.isAlive) {
      try? child.kill()
      try? child.join()
    }
    throw error
  }
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
