// Mistake: A join that throws is taken for one that has waited, and its result is left out.
// Caught by: A result that can't be known makes it throw
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
  for child in children { try? child.join() }
  return children.compactMap(\.exitStatus)
}
