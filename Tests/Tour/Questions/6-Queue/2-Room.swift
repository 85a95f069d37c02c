struct PutNumbers: ProcessTarget {
  let count: Int
  let queue: SharedQueue<Int>

  func run() throws {
    for number in 1...count { try queue.put(number) }
  }
}

func putThree() throws {
  let queue = try SharedQueue<Int>(capacity: 2)
  for number in 1...3 { try queue.put(number) }
  for _ in 1...3 { _ = try queue.get() }
}

func joinBeforeGet() throws {
  let queue = try SharedQueue<Int>(capacity: 2)
  let child = ChildProcess(PutNumbers(count: 3, queue: queue))
  try child.start()
  try child.join()
  for _ in 1...3 { _ = try queue.get() }
}

func joinBeforeGetTwo() throws {
  let queue = try SharedQueue<Int>(capacity: 2)
  let child = ChildProcess(PutNumbers(count: 2, queue: queue))
  try child.start()
  try child.join()
  for _ in 1...2 { _ = try queue.get() }
}

func getBeforeJoin() throws {
  let queue = try SharedQueue<Int>(capacity: 2)
  let child = ChildProcess(PutNumbers(count: 3, queue: queue))
  try child.start()
  for _ in 1...3 { _ = try queue.get() }
  try child.join()
}
