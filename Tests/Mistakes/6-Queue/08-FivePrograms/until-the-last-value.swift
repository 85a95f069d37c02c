// Mistake: reads until the last value is acknowledged, which may have come before: of ["a", "b",
// "a"] only the first "a" is read, and the reader is terminated too early ("when it has
// acknowledged every value").
// Caught by: The reader is terminated when it has acknowledged every value, and not before
// Verdict: failed

import Groundwork

public func numberedColors(_ colors: [String]) throws -> [String] {
  let queue = try SharedQueue<String>()
  for color in colors { try queue.put(color) }
  var numbered: [String] = []
  while !queue.isEmpty { numbered.append("\(numbered.count + 1) \(try queue.get())") }
  return numbered
}

public func hellos(_ count: Int) throws -> [String] {
  let queue = try SharedQueue<String>()
  let writer = Writer((0..<count).map { "hello\($0)" }, to: queue)
  try withChildren([writer]) { _ in }
  var greetings: [String] = []
  while !queue.isEmpty { greetings.append(try queue.get()) }
  return greetings
}

public func writeAndRead(_ values: [String]) throws -> (read: [String], reader: ExitStatus?) {
  let queue = try SharedQueue<String>()
  let acknowledgements = try SharedQueue<String>()
  let targets: [any ProcessTarget] = [
    Writer(values, to: queue), Reader(from: queue, acknowledgements: acknowledgements),
  ]
  return try withChildren(targets) { children in
    var read: [String] = []
    while read.last != values.last { read.append(try acknowledgements.get()) }
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
  let questions = try SharedQueue<Int?>(capacity: numbers.count + 1)
  let answers = try SharedQueue<Int?>()
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
    while true {
      let task: String
      do {
        task = try tasks.get(timeout: .zero)
      } catch QueueError.empty {
        return
      }
      try reports.put("\(task) is done by \(CurrentProcess.name)")
    }
  }
}

public func doTasks(_ tasks: [String], workers: Int) throws -> [String] {
  let queue = try SharedQueue<String>(capacity: max(tasks.count, 1))
  let reports = try SharedQueue<String>()
  for task in tasks { try queue.put(task) }
  let worker = TaskWorker(queue, reports: reports)
  return try withChildren(Array(repeating: worker, count: workers)) { _ in
    try tasks.map { _ in try reports.get() }
  }
}
