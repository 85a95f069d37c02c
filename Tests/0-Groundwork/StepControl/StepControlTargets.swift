#if Solutions && DEBUG
import Groundwork

// What the children of the step hook's tests run.

extension StepControlTests {
  struct Everything: ProcessTarget {
    let memory: SharedMemory
    let steps: StepControl

    func run() throws {
      let (reader, writer) = try Descriptor.pipe()
      let word = SharedWord(in: memory, at: 16)
      let wide = SharedWord64(in: memory, at: 24)
      steps.install()
      memory.store(1, at: 0)
      _ = memory.load(at: 8, as: Int.self)
      word.store(1)
      _ = word.load()
      _ = word.exchange(2)
      _ = word.compareExchange(expected: 2, desired: 3)
      _ = word.wait(while: 0)
      word.wake()
      wide.store(1)
      _ = wide.load()
      _ = wide.exchange(2)
      _ = wide.compareExchange(expected: 2, desired: 3)
      try writer.write("x")
      _ = try reader.waitUntilReadable(until: .never)
      try withUnsafeTemporaryAllocation(byteCount: 8, alignment: 1) {
        _ = try reader.read(into: $0)
      }
      writer.close()
      steps.uninstall()
    }
  }

  struct TwoThreads: ProcessTarget {
    let memory: SharedMemory
    let steps: StepControl
    let isOfProcess: Bool

    func run() {
      steps.install(on: isOfProcess ? .process : .thread)
      memory.store(1, at: 0)
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<SharedMemory>.fromOpaque(context).takeUnretainedValue().store(2, at: 0)
          return nil
        }, Unmanaged.passUnretained(memory).toOpaque())
      pthread_join(thread, nil)
      steps.uninstall(from: isOfProcess ? .process : .thread)
    }
  }

  /// Parks a thread before an exchange that is to fail, and goes on with another thread meanwhile.
  struct TakesAgain: ProcessTarget {
    let word: SharedWord
    let steps: StepControl

    func run() throws {
      steps.park(.step(0))
      steps.fail(.step(0))
      steps.install(on: .process)
      let thread = try BackgroundThread { _ = word.compareExchange(expected: 0, desired: 1) }
      _ = try steps.waitUntilParked()
      word.memory.store(1 as UInt32, at: 4)
      steps.resume()
      while !thread.hasFinished { sched_yield() }
      steps.uninstall(from: .process)
    }
  }

  /// Sets five numbers to 1.
  struct Counter: ProcessTarget {
    let memory: SharedMemory
    let steps: StepControl

    func run() {
      steps.install()
      for index in 0..<5 { memory.store(1, at: 8 * index) }
    }
  }

  struct Incrementer: ProcessTarget {
    let memory: SharedMemory
    let steps: StepControl

    func run() {
      steps.install()
      memory.store(memory.load(at: 0, as: Int.self) + 1, at: 0)
    }
  }

  /// Exits with 0 if it took the lock, with 1 if it was taken.
  struct Taker: ProcessTarget {
    let lock: SharedWord
    let isAtomic: Bool
    let steps: StepControl

    func run() {
      steps.install()
      if isAtomic {
        exit(lock.compareExchange(expected: 0, desired: 1).exchanged ? 0 : 1)
      }
      guard lock.load() == 0 else { exit(1) }
      lock.store(1)
    }
  }

  struct Waiter: ProcessTarget {
    let word: SharedWord
    let steps: StepControl

    func run() {
      steps.install()
      while word.load() == 0 { _ = word.wait(while: 0) }
    }
  }

  /// Parks a process of its own, says so, and waits to be killed.
  struct Director: ProcessTarget {
    let memory: SharedMemory
    let parked: SharedWord
    let lifeSign: Descriptor

    func run() throws {
      let steps = try StepControl()
      steps.park(.step(0))
      let target = Victim(memory: memory, steps: steps, lifeSign: lifeSign)
      _ = try launch(target, name: "Victim")
      guard try steps.waitUntilParked() != nil else { exit(3) }
      parked.store(1)
      parked.wake()
      while true { pause() }
    }
  }

  struct Victim: ProcessTarget {
    let memory: SharedMemory
    let steps: StepControl
    let lifeSign: Descriptor

    func run() throws {
      steps.install()
      memory.store(1, at: 0)
      try lifeSign.write("went on")
    }
  }
}
#endif
