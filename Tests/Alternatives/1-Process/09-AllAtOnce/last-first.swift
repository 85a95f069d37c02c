// Alternative: The last child is started first.

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.enumerated().map { index, target in
    ChildProcess(target, name: "runAll-\(index + 1)")
  }
  do {
    for child in children.reversed() { try child.start() }
  } catch {
    for child in children where child.pid != nil {
      // Whatever goes wrong with one, the others are ended, too, and `error` is thrown.
      try? child.kill()
      try? child.join()
    }
    throw error
  }
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
