// Mistake: A text that is no step is taken for the end.
// Caught by: An adder that is sent what is no step throws
// Verdict: failed

import Groundwork

public enum AddingStep: String, Codable, Sendable {
  case read
  case write
}

public struct Adder: ProcessTarget {
  let amount: Int
  let total: SharedValue<Int>
  let director: Connection

  public init(_ amount: Int, to total: SharedValue<Int>, director: Connection) {
    self.amount = amount
    self.total = total
    self.director = director
  }

  public func run() throws {
    var seen = 0
    do {
      while true {
        switch AddingStep(rawValue: try director.receive(String.self)) {
        case .read:
          seen = total.value
          try director.send(seen)
        case .write:
          total.value = seen + amount
          try director.send(seen + amount)
        case nil:
          return
        }
      }
    } catch ConnectionError.closed {
      return
    }
  }
}

public func addInTurns(
  _ amounts: [Int], to start: Int, schedule: [(adder: Int, step: AddingStep)]
) throws -> (total: Int, transcript: [String]) {
  let total = try SharedValue(start)
  var adders: [(child: ChildProcess, director: Connection)] = []
  defer {
    for (child, director) in adders {
      director.close()
      try? child.join()
    }
  }
  for amount in amounts {
    let (here, there) = try Connection.pair()
    let child = ChildProcess(Adder(amount, to: total, director: there))
    try child.start(handingOver: there)
    adders.append((child, here))
  }
  let transcript = try schedule.map { adder, step in
    try adders[adder].director.send(step)
    let number = try adders[adder].director.receive(Int.self)
    return "\(adder) \(step)s \(number)"
  }
  return (total.value, transcript)
}
