// Mistake: What goes wrong while the others are ended comes out, and leaves the rest behind.
// Caught by: If a child can't be started, and ending another one fails, too, the rest are ended
// Verdict: failed

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.map { ChildProcess($0) }
  do {
    for child in children { try child.start() }
  } catch {
    for child in children where child.pid != nil {
      try child.kill()
      try child.join()
    }
    throw error
  }
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
