struct UntilNil: ProcessTarget {
  let queue: SharedQueue<Int?>

  func run() throws {
    while try queue.get() != nil {}
  }
}

func sendOneEnd() throws {
  let queue = try SharedQueue<Int?>()
  for item in [1, 2, 3, nil] { try queue.put(item) }
  _ = try runAll([UntilNil(queue: queue), UntilNil(queue: queue)])
}

func sendTwoEnds() throws {
  let queue = try SharedQueue<Int?>()
  for item in [1, 2, 3, nil, nil] { try queue.put(item) }
  _ = try runAll([UntilNil(queue: queue), UntilNil(queue: queue)])
}

struct UntilClosed: ProcessTarget {
  let queue: SharedQueue<Int>

  func run() {
    for _ in queue {}
  }
}

func closeForTwo() throws {
  let queue = try SharedQueue<Int>()
  let children = [UntilClosed(queue: queue), UntilClosed(queue: queue)].map { ChildProcess($0) }
  for child in children { try child.start() }
  for item in [1, 2, 3] { try queue.put(item) }
  try queue.close()
  for child in children { try child.join() }
}

func closeWithItems() throws {
  let queue = try SharedQueue<Int>()
  for item in [1, 2, 3] { try queue.put(item) }
  try queue.close()
  _ = try runAll([UntilClosed(queue: queue), UntilClosed(queue: queue)])
}
