// Mistake: Each task gets a worker of its own.
// Caught by: Four workers do ten tasks, each of them once
// Verdict: failed

import Groundwork

public struct QueueWorker: ProcessTarget {
  let tasks: SharedQueue<Int?>
  let reports: SharedQueue<String>

  public init(_ tasks: SharedQueue<Int?>, reports: SharedQueue<String>) {
    self.tasks = tasks
    self.reports = reports
  }

  public func run() throws {
    while let task = try tasks.get() { try reports.put("task \(task) by \(CurrentProcess.pid)") }
  }
}

public func shareOut(_ tasks: [Int], to workers: Int) throws -> [String] {
  let waiting = try SharedQueue<Int?>()
  let reports = try SharedQueue<String>()
  let children = tasks.map { _ in ChildProcess(QueueWorker(waiting, reports: reports)) }
  for child in children { try child.start() }
  for task in tasks { try waiting.put(task) }
  // Each worker ends at the first nil that it gets, and leaves the others.
  for _ in children { try waiting.put(nil) }
  let received = try tasks.map { _ in try reports.get() }
  for child in children { try child.join() }
  return received
}
