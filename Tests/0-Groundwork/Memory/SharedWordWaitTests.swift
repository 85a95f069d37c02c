#if Solutions
import Grading
import Groundwork
import Testing

// Waiting for a shared word in one process; SharedWordTests.swift has two.

extension SharedWordTests {
  @Test("A wait for another value than the word has returns at once")
  func noWait() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    #expect(word.wait(while: 1))
    #expect(word.wait(while: 1, until: Deadline(after: .zero)))
  }

  @Test(
    "A wait ends at its deadline",
    arguments: [.zero, .seconds(-5), .nanoseconds(1), .milliseconds(3)] as [Duration])
  func deadline(timeout: Duration) throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let deadline = Deadline(after: timeout)
    while word.wait(while: 0, until: deadline) {}
    #expect(deadline.hasPassed)
  }

  @Test("A deadline in a thousand years is no problem")
  func farDeadline() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let target = Sleeper(word: word, times: 1, seconds: 1_000 * 366 * 86_400)
    let child = try launch(target, name: "Sleeper")
    while word.wake(1) == 0 { sched_yield() }
    #expect(try wait(for: child) == 0)
  }

  @Test("A signal makes a wait return early")
  func interrupted() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 8), at: 0)
    let child = try launch(Interruptible(word: word), name: "Interruptible")
    while word.load() != 1 { sched_yield() }
    // A signal that comes before the wait doesn't interrupt it: send until one does.
    let returned = SharedWord(in: word.memory, at: 4)
    while returned.load() == 0 {
      kill(child, SIGUSR1)
      sched_yield()
    }
    #expect(try wait(for: child) == 0)
  }

  @Test("A patient wait sees a change, and else it sleeps, until its deadline or a wake-up")
  func patient() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    #expect(word.waitPatiently(while: 1))
    #expect(!word.waitPatiently(while: 0, until: Deadline(after: .zero)))
    #expect(!word.waitPatiently(while: 0, until: Deadline(after: .milliseconds(1))))
    let sleeper = try Observed { word.waitPatiently(while: 0) }
    let activity = try sleeper.settled()
    word.store(1)
    word.wake()
    #expect(try sleeper.value(orElse: "it was woken"))
    #expect(activity == .asleep)
  }

  #if DEBUG
  @Test("Wake-ups for no reason can't hold a wait beyond its deadline")
  func spurious() throws {
    let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let steps = try StepControl()
    steps.fail(.before(.wait), times: .max)
    steps.install()
    defer { steps.uninstall() }
    let deadline = Deadline(after: .milliseconds(2))
    while word.wait(while: 0, until: deadline) {}
    #expect(deadline.hasPassed)
    #expect(steps.stepCount > 1)
  }
  #endif

  struct Interruptible: ProcessTarget {
    let word: SharedWord

    func run() {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in }
      sigaction(SIGUSR1, &action, nil)
      word.store(1)
      if !word.wait(while: 1, until: Deadline(after: .seconds(60))) { exit(3) }
      SharedWord(in: word.memory, at: 4).store(1)
    }
  }
}
#endif
