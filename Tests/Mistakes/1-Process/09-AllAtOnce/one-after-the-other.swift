// Mistake: Each child is joined before the next one is started.
// Caught by: All targets run at the same time
// Verdict: failed

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  try targets.enumerated().compactMap { index, target in
    let child = ChildProcess(target, name: "runAll-\(index + 1)")
    try child.start()
    try child.join()
    return child.exitStatus
  }
}
