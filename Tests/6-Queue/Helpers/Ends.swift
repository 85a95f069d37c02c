import Grading
import Groundwork

// MARK: - Children

/// A child that closes a queue.
struct Closer: ProcessTarget {
  let queue: SharedQueue<Int>

  func run() throws { try queue.close() }
}

/// A child that puts or gets once, and reports how that ended.
struct Waiter: ProcessTarget {
  enum Work: Codable { case get, put }
  /// How it ended.
  enum End: Codable, Equatable { case done, closed }

  let queue: SharedQueue<Int>
  let work: Work
  let ends: SharedQueue<End>
  let steps: StepControl

  func run() throws {
    steps.install()
    let end = try Self.end {
      switch work {
      case .get: _ = try queue.get()
      case .put: try queue.put(1)
      }
    }
    steps.uninstall()
    try ends.put(end)
  }

  /// How `body` ends.
  static func end(_ body: () throws -> Void) throws -> End {
    do {
      try body()
      return .done
    } catch QueueError.closed { return .closed }
  }
}

/// A child that takes items in a loop, and reports them when the loop has ended.
struct Looper: ProcessTarget {
  let queue: SharedQueue<Int>
  let results: SharedQueue<[Int]>

  func run() throws {
    var got: [Int] = []
    for number in queue { got.append(number) }
    try results.put(got)
  }
}

/// A child that exits with the number of items that it gets in a loop.
struct StubbornLooper: ProcessTarget {
  let queue: SharedQueue<Stubborn>

  func run() {
    var count: CInt = 0
    for _ in queue { count += 1 }
    exit(count)
  }
}
