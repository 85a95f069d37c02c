// Mistake: A child that can't be started is left out, and nobody is told.
// Caught by: A worker that can't be started is an error
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
  let started = children.filter { (try? $0.start()) != nil }
  for child in started { try child.join() }
}
