// Mistake: Once one target has failed, it waits no longer.
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
  for child in children {
    try child.join()
    guard child.exitStatus == .exited(0) else { return }
  }
}
