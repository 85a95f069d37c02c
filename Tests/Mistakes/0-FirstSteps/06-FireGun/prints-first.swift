// Mistake: The line is printed before the gun is fired.
// Caught by: A sprinter waits for the gun, and runs then
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
    print("\(number) runs")
    gun.wait()
  }
}

public func startRace(of count: Int, with gun: SharedEvent) throws {
  let sprinters = (1...count).map { ChildProcess(Sprinter($0, gun: gun)) }
  for sprinter in sprinters { try sprinter.start() }
  gun.set()
  for sprinter in sprinters { try sprinter.join() }
}
