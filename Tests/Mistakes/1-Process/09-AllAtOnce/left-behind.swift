// Beginner: A start that fails leaves the children that were started before.
// Caught by: If a child can't be started, those before it are not left behind
// Verdict: failed

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.enumerated().map { index, target in
    ChildProcess(target, name: "runAll-\(index + 1)")
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
