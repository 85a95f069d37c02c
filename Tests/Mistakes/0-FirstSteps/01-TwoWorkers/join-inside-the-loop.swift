// Mistake: Each child is waited for before the next one is started.
// Caught by: Both work at the same time
// Verdict: failed

import Groundwork

public struct Worker: ProcessTarget {
  let name: String

  public init(_ name: String) {
    self.name = name
  }

  public func run() {
    print("\(name) works")
  }
}

public func runBoth(_ first: some ProcessTarget, _ second: some ProcessTarget) throws {
  for child in [ChildProcess(first), ChildProcess(second)] {
    try child.start()
    try child.join()
  }
}
