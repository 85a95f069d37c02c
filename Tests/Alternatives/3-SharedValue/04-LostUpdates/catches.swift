// Alternative: The children are ended in one place for success, and in another for failure.

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
        switch try director.receive(AddingStep.self) {
        case .read:
          seen = total.value
          try director.send(seen)
        case .write:
          total.value = seen + amount
          try director.send(seen + amount)
        }
      }
    } catch ConnectionError.closed {
      // There are no more steps.
    }
  }
}

public func addInTurns(
  _ amounts: [Int], to start: Int, schedule: [(adder: Int, step: AddingStep)]
) throws -> (total: Int, transcript: [String]) {
  let total = try SharedValue(start)
  var adders: [(child: ChildProcess, director: Connection)] = []
  func end() throws {
    for (_, director) in adders { director.close() }
    for (child, _) in adders { try child.join() }
  }
  var transcript: [String] = []
  do {
    for amount in amounts {
      let (director, end) = try Connection.pair()
      let child = ChildProcess(
        Adder(amount, to: total, director: end), name: "Adder \(adders.count)")
      try child.start(handingOver: end)
      adders.append((child, director))
    }
    for (adder, step) in schedule {
      try adders[adder].director.send(step)
      let number = try adders[adder].director.receive(Int.self)
      transcript.append("\(adder) \(step == .read ? "reads" : "writes") \(number)")
    }
  } catch {
    try end()
    throw error
  }
  try end()
  return (total.value, transcript)
}
