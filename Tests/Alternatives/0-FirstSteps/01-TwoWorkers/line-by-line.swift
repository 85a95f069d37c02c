// Alternative: Without a list, and the second one is joined first.

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
  let one = ChildProcess(first)
  let other = ChildProcess(second)
  try one.start()
  try other.start()
  try other.join()
  try one.join()
}
