// Mistake: After a failed start, the children before it are asked to end, and then waited for.
// Caught by: If a child can't be started, those before it end, also if they ignore SIGTERM
// Verdict: failed

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.enumerated().map { index, target in
    ChildProcess(target, name: "runAll-\(index + 1)")
  }
  do {
    for child in children { try child.start() }
  } catch {
    for child in children where child.pid != nil {
      try child.terminate()
      try child.join()
    }
    throw error
  }
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
