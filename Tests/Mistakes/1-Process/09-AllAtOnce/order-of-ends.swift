// Mistake: The results come in the order in which the children end.
// Caught by: The results are in the order of the targets, whichever child ends first
// Verdict: failed

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  var children = targets.enumerated().map { index, target in
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
  var statuses: [ExitStatus] = []
  while !children.isEmpty {
    for (index, child) in children.enumerated() {
      if let status = child.exitStatus {
        statuses.append(status)
        children.remove(at: index)
        break
      }
    }
    usleep(500)
  }
  return statuses
}
