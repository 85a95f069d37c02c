// Alternative: A function of the library does both loops.

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
  _ = try runAll([first, second])
}
