// Alternative: Each sprinter is started where it is made, and the last one is joined first.

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
  var sprinters: [ChildProcess] = []
  for number in 1...count {
    let sprinter = ChildProcess(Sprinter(number, gun: gun), name: "sprinter \(number)")
    try sprinter.start()
    sprinters.append(sprinter)
  }
  gun.set()
  for sprinter in sprinters.reversed() { try sprinter.join() }
}
