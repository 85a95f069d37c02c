#if Solutions
import Grading
import Groundwork
import Testing

// A process is killed before each of its steps, in all that this lesson builds, and the others go
// on; the short form of the proofs takes some of the steps. All of it needs more than one
// exercise, so that it grades the solutions only.
//
// What holds, whenever a process is killed:
// - Killed in `put`, the item is there as a whole, or is not; if `put` has returned, it is there.
// - Killed in `get`, the first item is still there, or that process has taken it: this one item, and
//   no other, is lost with it.
// - All other items are got once, in their order, and nobody waits for the one that is dead.

extension `6-Queue` {
  @Suite(.exercise("6.9", deadline: .seconds(120))) struct Killed {
    @Test(
      "Killed at any step of put: its item is there, or is not, and the others are as they were",
      arguments: [0, 1, 3])
    func putting(count: Int) throws {
      var random = Seeded()
      var ends: Set<UInt64> = []
      let steps = try Proofs.killingAtSteps { steps, step in
        let queue = try queueInUse(count, using: &random)
        let before = queue.numbers
        let child = try TestChild(QueueVictim(queue: queue, work: .put("new"), steps: steps))
        let end = try killed(child, steps, step)
        let isThere = queue.numbers.put - before.put
        ends.insert(isThere)
        try queue.goesOn(
          with: (0..<count).map { "old \($0)" } + (isThere == 1 ? ["new"] : []), end)
      }
      #expect(steps >= 5, "it takes the lock, looks, writes, counts, gives the lock back")
      #expect(ends == [0, 1], "killed early it has put nothing, and killed late one item")
    }

    @Test(
      "Killed at any step of get: the item is still there, or was taken, and no other is lost")
    func getting() throws {
      var random = Seeded()
      var ends: Set<UInt64> = []
      try Proofs.killingAtSteps { steps, step in
        let queue = try queueInUse(3, using: &random)
        let before = queue.numbers
        let child = try TestChild(QueueVictim(queue: queue, work: .get, steps: steps))
        let end = try killed(child, steps, step)
        let taken = queue.numbers.taken - before.taken
        ends.insert(taken)
        try queue.goesOn(with: (0..<3).map { "old \($0)" }.suffix(3 - Int(taken)), end)
      }
      #expect(ends == [0, 1], "killed early it has taken nothing, and killed late one item")
    }

    @Test("Killed at any step of waiting for an item, or of taking the one that came")
    func waitingForItem() throws {
      let steps = try Proofs.killingAtSteps { steps, step in
        let queue = try SharedQueue<String>(capacity: 4, slice: .milliseconds(2))
        let other = try Observed { try queue.get() }
        _ = try other.settled()
        let child = try TestChild(QueueVictim(queue: queue, work: .get, steps: steps))
        try steps.waitUntilAsleep(or: child)
        // In one go: whoever of the two looks first, there is one for the other.
        try queue.put(contentsOf: ["1", "2"])
        let end = try killed(child, steps, step)
        let got = try other.value(orElse: "\(end), and another one waits on beside an item")
        let taken = queue.numbers.taken
        let rest = ["1", "2"].filter { $0 != got }
        #expect((1...2).contains(taken), "\(end): two items, and \(taken) were taken")
        try queue.goesOn(with: taken == 1 ? rest : [], end)
      }
      #expect(steps >= 8, "it looks, announces itself, sleeps, looks again, takes the item")
    }

    @Test("Killed at any step of waiting for room, or of using the room that came")
    func waitingForRoom() throws {
      let steps = try Proofs.killingAtSteps { steps, step in
        let queue = try SharedQueue<String>(capacity: 1, slice: .milliseconds(2))
        try queue.put("old")
        let child = try TestChild(QueueVictim(queue: queue, work: .put("new"), steps: steps))
        try steps.waitUntilAsleep(or: child)
        let old = try queue.get()
        let end = try killed(child, steps, step)
        #expect(old == "old", "\(end)")
        try queue.goesOn(with: queue.numbers.put == 2 ? ["new"] : [], end)
      }
      #expect(steps >= 8, "it looks, announces itself, sleeps, looks again, puts the item")
    }

    @Test("Killed at any step of put, while others sleep: nobody sleeps on beside an item")
    func ringing() throws {
      try Proofs.killingAtSteps { steps, step in
        let queue = try SharedQueue<String>(capacity: 4, slice: .milliseconds(2))
        let gets = try (0..<2).map { _ in try Observed { try queue.get() } }
        for get in gets { _ = try get.settled() }
        let child = try TestChild(QueueVictim(queue: queue, work: .put("new"), steps: steps))
        let end = try killed(child, steps, step)
        let missing = 2 - Int(queue.numbers.put)
        if missing == 1 {
          // This one was put by the dead: nobody else rings for it.
          let deadline = Deadline(after: .seconds(5))
          while !gets.contains(where: \.hasFinished), !deadline.hasPassed { sched_yield() }
          let hasGone = gets.contains { $0.hasFinished }
          #expect(hasGone, "\(end): an item is there, and both sleep")
        }
        for _ in 0..<missing { try queue.put("another") }
        let got = try gets.map { try $0.value(orElse: "\(end), and one sleeps beside an item") }
        #expect(got.sorted() == (missing == 2 ? ["another", "another"] : ["another", "new"]))
        try queue.goesOn(with: [], end)
      }
    }

    @Test("Killed at any step of get, while others wait for room: nobody sleeps on beside room")
    func ringingForRoom() throws {
      try Proofs.killingAtSteps { steps, step in
        let queue = try SharedQueue<String>(capacity: 1, slice: .milliseconds(2))
        try queue.put("old")
        let put = try Observed { try queue.put("new") }
        _ = try put.settled()
        let child = try TestChild(QueueVictim(queue: queue, work: .get, steps: steps))
        let end = try killed(child, steps, step)
        if queue.numbers.taken == 0 {
          let old = try queue.get()
          #expect(old == "old", "\(end)")
        }
        try put.value(orElse: "\(end): there is room, and one who waits for it sleeps on")
        try queue.goesOn(with: ["new"], end)
      }
    }

    @Test("Killed at any step of close: it is closed for all, or for nobody")
    func closing() throws {
      var ends: Set<Bool> = []
      try Proofs.killingAtSteps { steps, step in
        let queue = try SharedQueue<String>(capacity: 1, slice: .milliseconds(2))
        try queue.put("old")
        let put = try Observed {
          do { try queue.put("new") } catch QueueError.closed { return false }
          return true
        }
        _ = try put.settled()
        let child = try TestChild(QueueVictim(queue: queue, work: .close, steps: steps))
        let end = try killed(child, steps, step)
        let isClosed = queue.isClosed
        ends.insert(isClosed)
        if isClosed {
          let isPut = try put.value(orElse: "\(end): it is closed, and one waits for room")
          #expect(!isPut, "\(end): it is closed, and something was put")
          let rest = Array(queue)
          #expect(rest == ["old"], "\(end): what was there can be got")
        } else {
          #expect(try queue.get() == "old", "\(end)")
          #expect(try put.value(orElse: "\(end): there is room, and one waits for it"))
          try queue.goesOn(with: ["new"], end)
        }
      }
      #expect(ends == [false, true], "killed early it has not closed it, and killed late it has")
    }

    @Test(
      "Killed at any step of taskDone: it is counted, or is not, and others can report for it")
    func reporting() throws {
      var ends: Set<Bool> = []
      try Proofs.killingAtSteps { steps, step in
        let tasks = try JoinableQueue<String>(capacity: 4, slice: .milliseconds(2))
        try tasks.put("only")
        _ = try tasks.get()
        let join = try Observed { try tasks.join() }
        _ = try join.settled()
        let child = try TestChild(TaskVictim(tasks: tasks, steps: steps))
        let end = try killed(child, steps, step)
        let isDone = try tasks.join(timeout: .zero)
        ends.insert(isDone)
        if !isDone { try tasks.taskDone() }
        _ = try join.value(orElse: "\(end): all is reported, and join sleeps on")
        #expect(throws: QueueError.nothingToDo, "\(end)") { try tasks.taskDone() }
      }
      #expect(
        ends == [false, true], "killed early it has reported nothing, and killed late it has")
    }

    @Test("The task of a worker that was killed is never done, until somebody reports for it")
    func workerKilled() throws {
      let tasks = try JoinableQueue<String>(capacity: 4, slice: .milliseconds(2))
      for number in 1...3 { try tasks.put("\(number)") }
      let end = try TestChild(TaskKilled(tasks: tasks)).ended(orElse: "the worker goes on")
      #expect(end == .signaled(SIGKILL), "it does one task, and is killed in the second")
      _ = try tasks.get()
      try tasks.taskDone()
      #expect(try !tasks.join(timeout: .milliseconds(20)), "one task was got, and is not done")
      // Whoever has joined the worker knows how it ended.
      try tasks.taskDone()
      #expect(try tasks.join(timeout: .zero), "now all are")
    }

    @Test("A producer can be joined before anybody has got its items, as long as there is room")
    func joinBeforeGetting() throws {
      let items = (0..<50).map { "\($0) " + String(repeating: "x", count: 100_000) }
      let queue = try SharedQueue<String>(capacity: 50)
      let end = try TestChild(Putting(items: items, queue: queue))
        .ended(orElse: "5 MB were put, and the process that put them can't end")
      let got = try items.map { _ in try queue.get() }
      #expect(end == .exited(0) && got == items, "CPython's waits in this case, for ever")
    }
  }
}

// MARK: - The queue

/// A queue whose items begin somewhere in its memory: the last ones come round to the beginning.
private func queueInUse(
  _ count: Int, using random: inout Seeded
) throws -> SharedQueue<String> {
  let queue = try SharedQueue<String>(capacity: 6, byteCapacity: 120, slice: .milliseconds(2))
  // At least one item stays there, or else the next one is put at the beginning.
  try queue.put("older")
  for _ in 0..<Int.random(in: 0...9, using: &random) {
    try queue.put("older")
    _ = try queue.get()
  }
  for number in 0..<count {
    try queue.put("old \(number)")
    if number == 0 { _ = try queue.get() }
  }
  if count == 0 { _ = try queue.get() }
  return queue
}

extension SharedQueue<String> {
  /// Throws if there are other items than `expected`, or if the queue can't be used any more.
  fileprivate func goesOn(with expected: [String], _ end: String) throws {
    let use = try Observed {
      if expected.count < capacity { try put("last") }
      let last = expected.count < capacity ? ["last"] : []
      let got = try (expected + last).map { _ in try get(timeout: .seconds(5)) }
      guard got == expected + last, isEmpty else {
        throw TestFailure("there are \(got), not \(expected + last), or even more")
      }
    }
    do {
      try use.value(orElse: "the others wait for ever")
    } catch { throw TestFailure("\(end): \(error)") }
  }
}

// MARK: - What happens to the victim

/// A child that is to be killed on its way.
struct QueueVictim: ProcessTarget {
  enum Work: Codable { case put(String), get, close }

  let queue: SharedQueue<String>
  let work: Work
  let steps: StepControl

  func run() throws {
    steps.install()
    switch work {
    case .put(let item): try queue.put(item)
    case .get: _ = try queue.get()
    case .close: try queue.close()
    }
    steps.uninstall()
  }
}

/// A child that is to be killed while it reports a task.
struct TaskVictim: ProcessTarget {
  let tasks: JoinableQueue<String>
  let steps: StepControl

  func run() throws {
    steps.install()
    try tasks.taskDone()
    steps.uninstall()
  }
}

/// A child that does a task, and is killed while it does the next one.
struct TaskKilled: ProcessTarget {
  let tasks: JoinableQueue<String>

  func run() throws {
    _ = try tasks.get()
    try tasks.taskDone()
    _ = try tasks.get()
    raise(SIGKILL)
  }
}
#endif
