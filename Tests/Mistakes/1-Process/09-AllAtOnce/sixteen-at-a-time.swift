// Mistake: No more than sixteen run at a time.
// Caught by: All targets run at the same time
// Verdict: failed

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  var statuses: [ExitStatus] = []
  for first in stride(from: 0, to: targets.count, by: 16) {
    let batch = targets[first..<min(first + 16, targets.count)]
    let children = batch.map { ChildProcess($0) }
    do {
      for child in children { try child.start() }
    } catch {
      for child in children where child.pid != nil {
        try? child.kill()
        try? child.join()
      }
      throw error
    }
    for child in children { try child.join() }
    statuses += children.compactMap(\.exitStatus)
  }
  return statuses
}
