import Grading
import Groundwork
import Synchronization
import Testing

// Tests of 8.6, beside those in 06-Enough.swift.

extension `8-Subprocess`.`06-Enough` {
  @Test("Before the start, both throw")
  func notStarted() {
    let command = ["true"]
    let targets = Mutex<[pid_t]>([])
    SubprocessSeam.beforeSignal = { pid in targets.withLock { $0.append(pid) } }
    let process = Subprocess(command)
    #expect(throws: SubprocessError.notStarted(command), "there is no program to end yet") {
      try process.terminate()
    }
    #expect(throws: SubprocessError.notStarted(command), "there is no program to end yet") {
      try process.kill()
    }
    #expect(throws: SubprocessError.notStarted(command), "there is no program to end yet") {
      try process.endAll()
    }
    let sent = targets.withLock { $0 }
    #expect(sent == [], "without a pid there is nobody to send a signal to")
  }

  @Test("If somebody else has reaped it, to end it is no error, either")
  func lost() throws {
    let talker = try Talker("exit 0")
    defer { talker.close() }
    reap(talker.pid)
    let targets = Mutex<[pid_t]>([])
    SubprocessSeam.beforeSignal = { pid in targets.withLock { $0.append(pid) } }
    // From now on it is known that the status is lost.
    talker.process.updatedState()
    #expect(
      throws: Never.self,
      "somebody else has reaped the program: it has ended, which is all that was asked for"
    ) {
      try talker.process.terminate()
      try talker.process.kill()
    }
    let sent = targets.withLock { $0 }
    #expect(sent == [], "its pid may be another program's by now")
  }
}

#if DEBUG
extension `8-Subprocess`.`06-Enough` {
  @Test("The program has one second, not one for each thing that is waited for")
  func oneSecond() throws {
    let talker = try Talker("trap '' TERM; echo up >&0; exec sleep 600", output: .captured)
    defer { talker.close() }
    _ = try talker.line()
    let signals = Mutex(0)
    SubprocessSeam.beforeSignal = { _ in signals.withLock { $0 += 1 } }
    let steps = try StepControl()
    // It is about to wait for the output, which stays open.
    steps.park(.before(.waitUntilReadable))
    let process = talker.process
    let end = try steps.directs { try process.endAll() }
    let first = try steps.waitUntilParked()
    // Its own was made before.
    try waitUntilPassed(Deadline(after: .seconds(1)))
    steps.resume()
    // It kills the program next, or sleeps once more for it.
    var isAsleep = false
    while signals.withLock({ $0 }) < 2, !end.hasFinished, !isAsleep {
      isAsleep = end.limitedSleep?.contains("poll") ?? false
      sched_yield()
    }
    let result = try end.value(orElse: "endAll doesn't return: whom does it wait for?")
    #expect(first != nil, "the output is captured, and open: somebody should wait for it")
    #expect(
      !isAsleep,
      """
      the program ignored SIGTERM, and its second was over when its output had been waited for; now \
      endAll gives it more time: one deadline is for both waits
      """)
    #expect(result.status == .signaled(SIGKILL), "SIGTERM was ignored: SIGKILL ends it")
  }
}
#endif
