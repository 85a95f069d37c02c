// Mistake: The numbers begin with 0.
// Caught by: Every sprinter runs once
// Verdict: failed

import Groundwork

public struct Sprinter: ProcessTarget {
  let number: Int
  let gun: SharedEvent

  public init(_ number: Int, gun: SharedEvent) {
    self.number = number
    self.gun = gun
  }

  public func run() {
    gun.wait()
    print("\(number) runs")
  }
}

public func startRace(of count: Int, with gun: SharedEvent) throws {
  let sprinters = (0..<count).map { ChildProcess(Sprinter($0, gun: gun)) }
  for sprinter in sprinters { try sprinter.start() }
  gun.set()
  for sprinter in sprinters { try sprinter.join() }
}
