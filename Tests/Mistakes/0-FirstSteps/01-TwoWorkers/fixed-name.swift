// Mistake: The name is written into the line: each worker says the same.
// Caught by: A worker prints its name
// Verdict: failed

import Groundwork

public struct Worker: ProcessTarget {
  let name: String

  public init(_ name: String) {
    self.name = name
  }

  public func run() {
    print("worker 1 works")
  }
}

public func runBoth(_ first: some ProcessTarget, _ second: some ProcessTarget) throws {
  let children = [ChildProcess(first), ChildProcess(second)]
  for child in children { try child.start() }
  for child in children { try child.join() }
}
