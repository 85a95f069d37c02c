import Grading
import Groundwork
import Synchronization
import Testing

// Tests of 1.7, beside those in 07-JoinTimeout.swift.

extension `1-Process`.`07-JoinTimeout` {
  @Test("Without a free descriptor it throws, or waits all the same", .holds(.scarcity))
  func noDescriptors() throws {
    let meeting = try Meeting()
    defer { meeting.close() }
    let (child, pid) = try runningChild(meeting.visitor(ending: .exits(7)))
    _ = try meeting.arrival()
    let join = try observedWithoutDescriptors {
      try child.join(timeout: .seconds(600))
    } whenSettled: { _ in
    }
    meeting.letAllGo()
    let result = Result { try join.value(orElse: "the child has ended, and join goes on") }
    reap(pid)
    switch result {
    case .success(let status):
      #expect(
        status == .exited(7),
        """
        this process had no descriptor left, and join(timeout: .seconds(600)) returned at once: nil \
        says that the time was over. Throw the error on.
        """)
    case .failure(let error):
      let number = (error as? SystemError)?.number
      #expect(number == EMFILE, "the error should be that of the system, not: \(error)")
    }
  }

  @Test("It waits for the mutex, if another thread has it", .holds(.threads))
  func busy() throws {
    let (child, pid) = try runningChild(Visitor(ending: .exits(3)))
    waitForEnd(of: pid)
    let result = Result { try askedWhileBusy(child) { try child.join(timeout: .seconds(600)) } }
    reap(pid)
    #expect(
      (try? result.get()) == .exited(3),
      """
      the child has ended, and another thread had the mutex for a moment: wait for it (withLock). It \
      came to: \(result)
      """)
  }

  @Test("A signal in between neither ends the wait nor makes it longer", .holds(.signals))
  func interrupted() throws {
    try catchWithoutRestart(SIGUSR1) { _ in interruptions.add(1, ordering: .relaxed) }
    let meeting = try Meeting()
    defer { meeting.close() }
    let (child, pid) = try runningChild(meeting.visitor())
    _ = try meeting.arrival()
    let timeout = Duration.milliseconds(300)
    let join = try Observed {
      unblock(SIGUSR1)
      let end = Deadline(after: timeout)
      return (status: try child.join(timeout: timeout), isInTime: end.hasPassed)
    }
    _ = try join.settled()
    let patience = Deadline(after: .seconds(5))
    // Its own deadline was made before.
    let end = Deadline(after: timeout)
    var late = 0
    while !join.hasFinished, late < 1_000, !patience.hasPassed {
      let count = interruptions.load(ordering: .relaxed)
      join.interrupt(with: SIGUSR1)
      while interruptions.load(ordering: .relaxed) == count, !join.hasFinished,
        !patience.hasPassed
      {
        sched_yield()
      }
      if end.hasPassed { late += 1 }
    }
    let isLate = try join.settled() != .finished
    meeting.letAllGo()
    let result = Result { try join.value(orElse: "the child has ended, and join goes on") }
    reap(pid)
    #expect(
      !isLate,
      """
      its \(timeout) were over, a thousand signals came since, and join went on: each of them lets it \
      begin with the whole timeout again. Make one Deadline at the start
      """)
    #expect(throws: Never.self, "EINTR is no error: the call has only to be made again") {
      let (status, isInTime) = try result.get()
      #expect(
        status != nil || isInTime,
        """
        a signal came, the call returned -1 with EINTR, and join returned nil before its \(timeout) \
        were over: wait again, for what is left of them
        """)
    }
  }
}

/// How often SIGUSR1 was caught.
private let interruptions = Atomic<Int>(0)
