import Groundwork

/// Does the first part of some work, and tells that it is done.
struct FirstStage: ProcessTarget {
  let condition: SharedCondition
  let isDone: SharedWord

  func run() throws {
    printNow("first stage: starting")
    try condition.lock.withLock {
      printNow("first stage: done")
      isDone.store(1)
      try condition.notifyAll()
    }
  }
}

/// Does the second part, which can't begin before the first one is done.
struct SecondStage: ProcessTarget {
  let condition: SharedCondition
  let isDone: SharedWord
  let number: Int

  func run() throws {
    printNow("second stage \(number): starting")
    try condition.lock.withLock {
      try condition.wait(for: { isDone.load() == 1 })
      printNow("second stage \(number): running")
    }
  }
}

/// Two children wait for a third, whichever is started first.
func workInStages() throws {
  let condition = try SharedCondition()
  let isDone = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  let second = (1...2).map { number in
    ChildProcess(SecondStage(condition: condition, isDone: isDone, number: number))
  }
  let first = ChildProcess(FirstStage(condition: condition, isDone: isDone))
  for child in second + [first] { try child.start() }
  for child in second + [first] { try child.join() }
}
