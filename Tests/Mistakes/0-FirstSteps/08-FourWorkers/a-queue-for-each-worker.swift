// Mistake: The tasks are dealt out beforehand, to a queue for each worker.
// Caught by: It waits for every worker
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
      try reports.put("task \(task) by \(CurrentProcess.pid)")
    }
  }
}

public func shareOut(_ tasks: [Int], to workers: Int) throws -> [String] {
  let reports = try SharedQueue<String>()
  let queues = try (0..<workers).map { _ in try SharedQueue<Int?>() }
  let children = queues.map { ChildProcess(QueueWorker($0, reports: reports)) }
  for child in children { try child.start() }
  for (index, task) in tasks.enumerated() { try queues[index % workers].put(task) }
  for queue in queues { try queue.put(nil) }
  let received = try tasks.map { _ in try reports.get() }
  for child in children { try child.join() }
  return received
}
