// Beginner: The tasks are put into a queue of the default capacity.
// Caught by: There is room for more tasks than a queue holds by default
// Verdict: failed

import Groundwork
public func numberedColors(_ colors: [String]) throws -> [String] {
  let queue = try SharedQueue<String>(capacity: 1000)
  for color in colors { try queue.put(color) }
  var lines: [String] = []
  while !queue.isEmpty { lines.append("\(lines.count + 1) \(try queue.get())") }
  return lines
}
public func hellos(_ count: Int) throws -> [String] {
  let queue = try SharedQueue<String>(capacity: 1000)
  // There is room for all, so that the child ends; and they are there though it has ended.
  try withChildren([Writer((0..<count).map { "hello\($0)" }, to: queue)]) { _ in }
  var greetings: [String] = []
  while !queue.isEmpty { greetings.append(try queue.get()) }
  return greetings
}
public func writeAndRead(_ values: [String]) throws -> (read: [String], reader: ExitStatus?) {
  let queue = try SharedQueue<String>()
  let acknowledgements = try SharedQueue<String>()
  let writer = Writer(values, to: queue)
  let reader = Reader(from: queue, acknowledgements: acknowledgements)
  return try withChildren([writer, reader]) { children in
    let read = try values.map { _ in try acknowledgements.get() }
    try children[1].terminate()
    try children[1].join()
    return (read, children[1].exitStatus)
  }
}

extension Squarer {
  public func run() throws {
    while let number = try numbers.get() { try squares.put(number * number) }
    try squares.put(nil)
  }
}
public func squares(of numbers: [Int]) throws -> [Int] {
  // There is room for all: nobody gets a square before all numbers are put.
  let questions = try SharedQueue<Int?>(capacity: numbers.count + 1)
  let answers = try SharedQueue<Int?>(capacity: numbers.count + 1)
  return try withChildren([Squarer(questions, squares: answers)]) { _ in
    for number in numbers { try questions.put(number) }
    try questions.put(nil)
    var squares: [Int] = []
    while let square = try answers.get() { squares.append(square) }
    return squares
  }
}

extension TaskWorker {
  public func run() throws {
    do {
      while true {
        // No task now means no task ever: all were put before the first worker was started.
        let task = try tasks.get(timeout: .zero)
        try reports.put("\(task) is done by \(CurrentProcess.name)")
      }
    } catch QueueError.empty {
      // Nothing is left to do.
    }
  }
}
public func doTasks(_ tasks: [String], workers: Int) throws -> [String] {
  let waiting = try SharedQueue<String>()
  let reports = try SharedQueue<String>()
  for task in tasks { try waiting.put(task) }
  let targets = (0..<workers).map { _ in TaskWorker(waiting, reports: reports) }
  return try withChildren(targets) { _ in try tasks.map { _ in try reports.get() } }
}
