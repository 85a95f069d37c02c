// Mistake: The children are started, and nobody waits for them.
// Caught by: It waits until both have ended
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
  let children = [ChildProcess(first), ChildProcess(second)]
  for child in children { try child.start() }
}
