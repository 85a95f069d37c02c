// Mistake: The sprinters run in this process, where nobody can fire the gun for them any more.
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
  gun.set()
  for number in 1...count { Sprinter(number, gun: gun).run() }
}
