// Mistake: The last child is not waited for.
// Caught by: runAll returns once the last child has ended
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
      try child.kill()
      try child.join()
    }
    throw error
  }
  for child in children.dropLast() { try child.join() }
  return children.compactMap(\.exitStatus)
}
