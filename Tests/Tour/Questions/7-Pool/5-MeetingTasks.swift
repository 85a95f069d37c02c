/// Returns when another one of the same place runs, too.
struct MeetingTask: PoolTask {
  let meet: Meet

  func run() -> Int {
    meet.run()
    return 1
  }
}

private func twoTasks() throws -> [MeetingTask] {
  try twoWhoMeet().map(MeetingTask.init)
}

func meetOnTwo() throws {
  let tasks = try twoTasks()
  let pool = try ProcessPool(workers: 2)
  let results = try tasks.map { try pool.submit($0) }
  for result in results { _ = try result.get() }
}

func meetOnOne() throws {
  let tasks = try twoTasks()
  let pool = try ProcessPool(workers: 1)
  let results = try tasks.map { try pool.submit($0) }
  for result in results { _ = try result.get() }
}

func meetByApply() throws {
  let tasks = try twoTasks()
  let pool = try ProcessPool(workers: 2)
  for task in tasks { _ = try pool.apply(task) }
}

func meetInChunk() throws {
  let tasks = try twoTasks()
  let pool = try ProcessPool(workers: 2)
  _ = try pool.map(tasks, chunk: 2)
}
