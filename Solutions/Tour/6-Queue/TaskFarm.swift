import Groundwork

/// Does tasks until none is left, and reports each.
struct FarmWorker: ProcessTarget {
  let tasks: SharedQueue<String>
  let done: SharedQueue<String>
  let allHaveOne: SharedBarrier

  func run() throws {
    do {
      for count in 1... {
        let task = try tasks.get(timeout: .zero)
        printNow(task)
        try done.put("\(task) is done by \(CurrentProcess.name)")
        // Else the first worker may be through before the last one has come up.
        if count == 1 { try allHaveOne.wait() }
        usleep(50_000)  // sleeps: stands for work
      }
    } catch QueueError.empty {
      // No task now means no task ever: all were put before the first worker was started.
    }
  }
}

/// Four workers share ten tasks.
func farmOutTasks() throws {
  let tasks = try SharedQueue<String>()
  let done = try SharedQueue<String>()
  for number in 0..<10 { try tasks.put("Task no \(number)") }
  let worker = FarmWorker(tasks: tasks, done: done, allHaveOne: try SharedBarrier(parties: 4))
  let children = (1...4).map { _ in ChildProcess(worker) }
  for child in children { try child.start() }
  for child in children { try child.join() }
  while !done.isEmpty { print(try done.get()) }
}
