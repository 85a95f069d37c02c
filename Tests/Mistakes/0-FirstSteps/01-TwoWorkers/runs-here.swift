// Mistake: The targets' run is called, as any function is: no process is started.
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
  try first.run()
  try second.run()
}
