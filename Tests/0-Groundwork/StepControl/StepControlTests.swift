#if Solutions && DEBUG
import Groundwork
import Testing

@Suite("The step hook") struct StepControlTests {
  @Test("Every operation is a step, in order, with its place")
  func trace() throws {
    let memory = try SharedMemory(byteCount: 64)
    let steps = try StepControl()
    let child = try launch(Everything(memory: memory, steps: steps), name: "Everything")
    #expect(try wait(for: child) == 0)
    let kinds = steps.trace.map(\.kind)
    #expect(
      kinds == [
        .memoryStore, .memoryLoad, .store, .load, .exchange, .compareExchange, .wait, .wake,
        .store, .load, .exchange, .compareExchange, .write, .waitUntilReadable, .read, .close,
      ])
    #expect(steps.trace.prefix(3).map(\.place) == [0, 8, 16])
    #expect(steps.stepCount == kinds.count)
  }

  @Test("Nothing is a step before a control is installed, and after it is gone")
  func uninstalled() throws {
    let memory = try SharedMemory(byteCount: 8)
    let steps = try StepControl()
    memory.store(1, at: 0)
    steps.install()
    memory.store(2, at: 0)
    steps.uninstall()
    memory.store(3, at: 0)
    #expect(steps.trace == [Step(kind: .memoryStore, place: 0)])
    #expect(try steps.waitUntilParked() == nil)
  }

  @Test("A thread's control sees that thread alone, a process's every thread")
  func scopes() throws {
    let memory = try SharedMemory(byteCount: 8)
    for (scope, count) in [(StepScope.thread, 1), (.process, 2)] {
      let steps = try StepControl()
      let target = TwoThreads(memory: memory, steps: steps, isOfProcess: scope == .process)
      #expect(try wait(for: launch(target, name: "TwoThreads")) == 0)
      #expect(steps.stepCount == count)
    }
  }
}

// MARK: - Parking

extension StepControlTests {
  @Test("A parked process goes on when it is told to, one step or all")
  func parkAndAdvance() throws {
    let memory = try SharedMemory(byteCount: 40)
    let steps = try StepControl()
    steps.park(.step(1))
    let child = try launch(Counter(memory: memory, steps: steps), name: "Counter")
    #expect(try steps.waitUntilParked() == Step(kind: .memoryStore, place: 8))
    #expect(memory.load(at: 0, as: Int.self) == 1)
    #expect(memory.load(at: 8, as: Int.self) == 0)
    #expect(try steps.advance() == Step(kind: .memoryStore, place: 16))
    #expect(memory.load(at: 8, as: Int.self) == 1)
    #expect(memory.load(at: 16, as: Int.self) == 0)
    steps.resume()
    #expect(try steps.waitUntilParked() == nil)
    #expect(memory.load(at: 32, as: Int.self) == 1)
    #expect(try wait(for: child) == 0)
  }

  @Test("A step is chosen by its kind, its place, and how many come before")
  func points() throws {
    let memory = try SharedMemory(byteCount: 40)
    for (point, place) in [
      (StepPoint.before(.memoryStore), 0), (.before(.memoryStore, skipping: 3), 24),
      (.before(.memoryStore, at: 16), 16), (.next, 0), (.step(4), 32),
    ] {
      let steps = try StepControl()
      steps.park(.before(.load))
      steps.park(point)
      let child = try launch(Counter(memory: memory, steps: steps), name: "Counter")
      #expect(try steps.waitUntilParked() == Step(kind: .memoryStore, place: place))
      steps.resume()
      #expect(try steps.waitUntilParked() == nil)
      #expect(try wait(for: child) == 0)
    }
  }

  @Test("A test that waits in vain is told what the process did")
  func notReached() throws {
    let steps = try StepControl()
    let memory = try SharedMemory(byteCount: 40)
    #expect {
      _ = try steps.waitUntilParked(until: Deadline(after: .milliseconds(1)))
    } throws: { error in
      guard case StepError.notReached([]) = error else { return false }
      return "\(error)".hasPrefix("The process did not come to the step")
    }
    steps.park(.step(1))
    let child = try launch(Counter(memory: memory, steps: steps), name: "Counter")
    #expect(try steps.waitUntilParked() != nil)
    steps.park(.before(.load))
    steps.resume()
    #expect(try wait(for: child) == 0)
    #expect(try steps.waitUntilParked() == nil)
    #expect(steps.trace.map(\.place) == [0, 8, 16, 24, 32])
  }

  @Test("A parked process can be killed")
  func killParked() throws {
    let memory = try SharedMemory(byteCount: 40)
    let steps = try StepControl()
    steps.park(.step(2))
    let child = try launch(Counter(memory: memory, steps: steps), name: "Counter")
    #expect(try steps.waitUntilParked() != nil)
    kill(child, SIGKILL)
    #expect(try wait(for: child) == -SIGKILL)
    #expect(memory.load(at: 8, as: Int.self) == 1)
    #expect(memory.load(at: 16, as: Int.self) == 0)
  }

  @Test("A parked process ends when the one that parked it was killed")
  func controllerDies() throws {
    let (reader, writer) = try Descriptor.pipe()
    let memory = try SharedMemory(byteCount: 40)
    let parked = SharedWord(in: memory, at: 36)
    let director = try launch(
      Director(memory: memory, parked: parked, lifeSign: writer), name: "Director")
    writer.close()
    while parked.load() == 0 { _ = parked.wait(while: 0) }
    kill(director, SIGKILL)
    #expect(try wait(for: director) == -SIGKILL)
    // Only the victim has the other end now.
    #expect(try readAll(reader) == "")
    #expect(memory.load(at: 0, as: Int.self) == 0)
  }
}

// MARK: - Races are forced

extension StepControlTests {
  @Test("An increment that is not atomic loses an update, 50 times of 50")
  func lostUpdate() throws {
    var lost = 0
    for _ in 0..<50 {
      let memory = try SharedMemory(byteCount: 8)
      let controls = [try StepControl(), try StepControl()]
      for steps in controls { steps.park(.before(.memoryStore)) }
      let children = try controls.map {
        try launch(Incrementer(memory: memory, steps: $0), name: "Incrementer")
      }
      for steps in controls { try #require(try steps.waitUntilParked() != nil) }
      for steps in controls { steps.resume() }
      for child in children { #expect(try wait(for: child) == 0) }
      if memory.load(at: 0, as: Int.self) == 1 { lost += 1 }
    }
    #expect(lost == 50)
  }

  @Test(
    "A lock that checks and then sets lets two in, 50 times of 50; one that does both at once never",
    arguments: [(false, 50), (true, 0)])
  func checkThenSet(isAtomic: Bool, expected: Int) throws {
    var broken = 0
    for _ in 0..<50 {
      let memory = try SharedMemory(byteCount: 8)
      let lock = SharedWord(in: memory, at: 0)
      let controls = [try StepControl(), try StepControl()]
      for steps in controls { steps.park(.before(isAtomic ? .compareExchange : .store)) }
      let children = try controls.map {
        try launch(Taker(lock: lock, isAtomic: isAtomic, steps: $0), name: "Taker")
      }
      for steps in controls { try #require(try steps.waitUntilParked() != nil) }
      for steps in controls { steps.resume() }
      let codes = try children.map(wait(for:))
      if codes == [0, 0] { broken += 1 }
    }
    #expect(broken == expected)
  }

  @Test("A wake-up between the check and the wait is not lost")
  func wakeBeforeWait() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let steps = try StepControl()
    steps.park(.before(.wait))
    let child = try launch(Waiter(word: word, steps: steps), name: "Waiter")
    #expect(try steps.waitUntilParked() == Step(kind: .wait, place: 0))
    word.store(1)
    #expect(word.wake() == 0)
    steps.resume()
    #expect(try wait(for: child) == 0)
  }
}

// MARK: - Killed at every step, and made to fail

extension StepControlTests {
  @Test("A process is killed before each of its steps in turn")
  func killAtEachStep() throws {
    let count = try StepControl.killingAtEachStep { steps, step in
      let memory = try SharedMemory(byteCount: 40)
      let child = try launch(Counter(memory: memory, steps: steps), name: "Counter")
      #expect(try wait(for: child) == (step < 5 ? -SIGKILL : 0))
      let done = stride(from: 0, to: 40, by: 8).map { memory.load(at: $0, as: Int.self) }
      #expect(done == (0..<5).map { $0 < step ? 1 : 0 })
    }
    #expect(count == 5)
  }

  @Test("A process is parked before each of its steps in turn")
  func parkAtEachStep() throws {
    var places: [Int?] = []
    let count = try StepControl.parkingAtEachStep { steps, step in
      let memory = try SharedMemory(byteCount: 40)
      let child = try launch(Counter(memory: memory, steps: steps), name: "Counter")
      places.append(try steps.waitUntilParked()?.place)
      steps.resume()
      #expect(try wait(for: child) == 0)
    }
    #expect(count == 5)
    #expect(places == [0, 8, 16, 24, 32, nil])
  }

  @Test("A compareExchange fails as often as it is told to")
  func failCompareExchange() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let steps = try StepControl()
    steps.fail(.before(.compareExchange, skipping: 1), times: 2)
    steps.install()
    defer { steps.uninstall() }
    #expect(word.compareExchange(expected: 0, desired: 1) == (true, 0))
    #expect(word.compareExchange(expected: 1, desired: 2) == (false, 1))
    #expect(word.compareExchange(expected: 1, desired: 2) == (false, 1))
    #expect(word.compareExchange(expected: 1, desired: 2) == (true, 1))
  }

  @Test("What is wanted while a process is parked applies to the step it is parked before")
  func failParked() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let steps = try StepControl()
    steps.park(.before(.compareExchange))
    let child = try launch(Taker(lock: word, isAtomic: true, steps: steps), name: "Taker")
    #expect(try steps.waitUntilParked() != nil)
    steps.fail(.before(.compareExchange))
    steps.resume()
    #expect(try wait(for: child) == 1)
    #expect(word.load() == 0)
  }

  @Test("What is wanted at a step applies to it, though other threads made steps meanwhile")
  func failParkedThread() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 8), at: 0)
    let child = try launch(TakesAgain(word: word, steps: StepControl()), name: "TakesAgain")
    #expect(try wait(for: child) == 0)
    #expect(word.load() == 0)
  }

  @Test("Reads and writes go through in small pieces, over signals")
  func partial() throws {
    let (reader, writer) = try Descriptor.pipe()
    let steps = try StepControl()
    steps.limit(.before(.write), toBytes: 2, times: .max)
    steps.fail(.before(.write, skipping: 1), times: 3)
    steps.install()
    try writer.write("abcde")
    steps.uninstall()
    // Three pieces, and three tries that a signal interrupted.
    #expect(steps.trace.map(\.kind) == Array(repeating: .write, count: 6))
    writer.close()
    let readSteps = try StepControl()
    readSteps.limit(.before(.read), toBytes: 1, times: .max)
    readSteps.fail(.before(.read), times: 1)
    readSteps.install()
    #expect(try readAll(reader) == "abcde")
    readSteps.uninstall()
    // An interrupted try, five bytes, and the end.
    #expect(readSteps.trace.map(\.kind) == Array(repeating: .read, count: 7))
  }
}
#endif
