// Mistake: Both children get the first target.
// Caught by: Both workers print, each in a process of its own
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
  let children = [ChildProcess(first), ChildProcess(first)]
  for child in children { try child.start() }
  for child in children { try child.join() }
}
