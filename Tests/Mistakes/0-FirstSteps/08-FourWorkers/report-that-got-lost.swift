// Mistake: A report that can't be put is left out.
// Caught by: A report that can't be put is an error
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
    while let task = try tasks.get() {
      try? reports.put("task \(task) by \(CurrentProcess.pid)")
    }
  }
}

public func shareOut(_ tasks: [Int], to workers: Int) throws -> [String] {
  let waiting = try SharedQueue<Int?>()
  let reports = try SharedQueue<String>()
  let children = (0..<workers).map { _ in ChildProcess(QueueWorker(waiting, reports: reports)) }
  for child in children { try child.start() }
  for task in tasks { try waiting.put(task) }
  for _ in children { try waiting.put(nil) }
  let received = try tasks.map { _ in try reports.get() }
  for child in children { try child.join() }
  return received
}
