// Mistake: The sprinter looks once, and goes home if the gun was not fired.
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
    if gun.isSet { print("\(number) runs") }
  }
}

public func startRace(of count: Int, with gun: SharedEvent) throws {
  let sprinters = (1...count).map { ChildProcess(Sprinter($0, gun: gun)) }
  for sprinter in sprinters { try sprinter.start() }
  gun.set()
  for sprinter in sprinters { try sprinter.join() }
}
