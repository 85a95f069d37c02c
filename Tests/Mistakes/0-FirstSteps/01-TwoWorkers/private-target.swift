// Mistake: A target of a private type: the child can't look it up by its name.
// Caught by: Both workers print, each in a process of its own
// Verdict: failed

import Groundwork

public struct Worker: ProcessTarget {
  let name: String

  public init(_ name: String) {
    self.name = name
  }

  fileprivate struct Job<Target: ProcessTarget>: ProcessTarget {
    let target: Target
    func run() throws { try target.run() }
  }

  public func run() {
    print("\(name) works")
  }
}

public func runBoth(_ first: some ProcessTarget, _ second: some ProcessTarget) throws {
  let children = [Worker.Job(target: first)].map { ChildProcess($0) } + [ChildProcess(second)]
  for child in children { try child.start() }
  for child in children { try child.join() }
}
