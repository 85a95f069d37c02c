import Grading
import Groundwork
import Synchronization
import Testing

extension `1-Process` {
  @Suite(.exercise("1.11")) struct `11-NobodyJoins` {
    @Test("Releasing doesn't wait for the child")
    func doesNotWait() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let release = try Observed { try releasedChild(meeting.visitor()) }
      let pid = try meeting.arrival().pid
      let activity = try release.settled()
      meeting.letAllGo()
      _ = try release.value(orElse: "releasing the child didn't return")
      _ = wasReaped(pid)
      reap(pid)
      #expect(
        activity == .finished,
        "whoever releases the object has to wait for the child's end: wait on a BackgroundThread")
    }

    @Test("A child that is released while it runs leaves no zombie")
    func noZombie() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pid = try releasedChild(meeting.visitor())
      _ = try meeting.arrival()
      meeting.letAllGo()
      let isReaped = wasReaped(pid)
      reap(pid)
      #expect(
        isReaped,
        """
        the child has ended, and nobody can join it any more, but it is still a zombie: something \
        has to wait for it in the background (a thread that calls waitpid)
        """)
    }

    @Test("A child that is released goes on to its own end")
    func goesOn() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let meeting = try Meeting()
      defer { meeting.close() }
      let mark = try SharedMemory(byteCount: 8)
      let pid = try releasedChild(meeting.visitor(number, mark: mark))
      _ = try meeting.arrival(orElse: "the child was ended when its ChildProcess was released")
      let now = trace(of: pid)
      meeting.letAllGo()
      _ = wasReaped(pid)
      reap(pid)
      let seen = mark.load(at: 0, as: Int.self)
      #expect(now == .running, "the child waits at its gate: releasing its object must not end it")
      #expect(seen == number, "the child should do the last thing of its work; \(random)")
    }

    @Test("The exit status of other children is not lost")
    func strangers() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let other = try Meeting()
      defer { other.close() }
      let stranger = try launch(other.visitor(ending: .exits(8)), name: "stranger")
      let pid = try releasedChild(meeting.visitor())
      _ = try meeting.arrival()
      other.letAllGo()
      // Who waits for any child finds this one first, now that it is a zombie.
      waitForEnd(of: stranger)
      meeting.letAllGo()
      _ = wasReaped(pid)
      reap(pid)
      let status = reap(stranger)
      #expect(
        status == waitStatus(exitCode: 8),
        """
        another child's exit status is gone: wait for this one pid only (not waitpid(-1)), and \
        don't ignore SIGCHLD, which is for all children
        """)
    }

    @Test("A signal in between doesn't end the wait", .holds(.signals))
    func interrupted() throws {
      try catchWithoutRestart(SIGUSR1) { _ in interruptions.add(1, ordering: .relaxed) }
      let meeting = try Meeting()
      defer { meeting.close() }
      let before = Set(threadIdentifiers())
      let release = try Observed { () -> pid_t in
        // A thread that is started here can be interrupted as well.
        unblock(SIGUSR1)
        return try releasedChild(meeting.visitor())
      }
      let pid = try release.value(orElse: "releasing the child didn't return")
      _ = try meeting.arrival()
      for _ in 0..<3 { interruptSleepers(besides: before) }
      meeting.letAllGo()
      let isReaped = wasReaped(pid)
      reap(pid)
      #expect(
        isReaped,
        """
        a signal came while a thread waited for the child: the call returned -1 with EINTR, the \
        thread took that for the end, and the child is a zombie now. Call it again.
        """)
    }

    @Test("Each child is reaped when it ends, whichever ends first")
    func anyOrder() throws {
      let first = try Meeting()
      defer { first.close() }
      let second = try Meeting()
      defer { second.close() }
      let early = try releasedChild(first.visitor())
      let late = try releasedChild(second.visitor())
      _ = try first.arrival()
      _ = try second.arrival()
      second.letAllGo()
      let isReaped = wasReaped(late)
      first.letAllGo()
      _ = wasReaped(early)
      for pid in [early, late] { reap(pid) }
      #expect(
        isReaped,
        """
        the child that was released last has ended, and the first one still runs: nobody may wait for it \
        before the other is reaped
        """)
    }

    @Test("A child that is stopped and goes on is reaped when it ends", .holds(.signals))
    func stopped() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let before = Set(threadIdentifiers())
      let pid = try releasedChild(meeting.visitor())
      _ = try meeting.arrival()
      // Who waits is asleep by now; and again after each stop, unless that was the end of the wait.
      for _ in 0..<5 where areAtRest(besides: before) {
        kill(pid, SIGSTOP)
        let deadline = Deadline(after: .seconds(4))
        while !isStopped(pid), !deadline.hasPassed { sched_yield() }
        _ = areAtRest(besides: before)
        kill(pid, SIGCONT)
      }
      meeting.letAllGo()
      let isReaped = wasReaped(pid)
      reap(pid)
      #expect(
        isReaped,
        """
        the child was stopped (SIGSTOP), went on, and ended: it is a zombie. To be stopped is no end: \
        wait without WUNTRACED
        """)
    }

    @Test("Nobody waits for a child that others have reaped", .holds(.others))
    func reapedByOthers() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let before = Set(threadIdentifiers())
      let pid = try releasedChild(meeting.visitor())
      _ = try meeting.arrival()
      withLostStatuses {
        meeting.letAllGo()
        _ = wasReaped(pid)
      }
      #expect(
        areAtRest(besides: before),
        """
        somebody else has reaped the child, so that the call fails (ECHILD), again and again: a thread \
        calls it in circles for ever. Only after EINTR it must be called again
        """)
    }

    @Test("A child is reaped also if there is no free descriptor", .holds(.scarcity))
    func noDescriptors() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let visitor = meeting.visitor()
      var child: ChildProcess? = ChildProcess(visitor, name: "released")
      let pid = try child.map { try makeRun($0, visitor) } ?? 0
      _ = try meeting.arrival()
      let isReaped = withFreeDescriptors(0) {
        child = nil
        // To let it go would free a descriptor.
        kill(pid, SIGKILL)
        return wasReaped(pid)
      }
      reap(pid)
      #expect(
        isReaped,
        """
        this process could open no descriptor more when the child was released, and now the child is a \
        zombie. waitpid needs no descriptor; who waits for one must have another way
        """)
    }

    @Test("If there can be no more threads, releasing doesn't wait either", .holds(.scarcity))
    func noThread() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let release = try Observed {
        try withoutMoreThreads { try releasedChild(meeting.visitor()) }
      }
      _ = try meeting.arrival()
      let activity = try release.settled()
      meeting.letAllGo()
      let pid = try release.value(orElse: "releasing the child didn't return")
      reap(pid)
      #expect(
        activity == .finished,
        """
        there could be no thread for it, and whoever released the object had to wait for the child's end: \
        that may be the main thread, and last for days. A zombie is the lesser evil
        """)
    }

    @Test("Many children that are released are all reaped")
    func many() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      let pids = try (0..<12).map { try releasedChild(meeting.visitor($0)) }
      for _ in pids { _ = try meeting.arrival() }
      meeting.letAllGo()
      let deadline = Deadline(after: .seconds(4))
      let zombies = pids.filter { !wasReaped($0, until: deadline) }
      for pid in pids { reap(pid) }
      #expect(zombies.isEmpty, "\(zombies.count) of 12 children that nobody joins are zombies")
    }

    @Test("Leaving the parent doesn't wait for its children")
    func leaving() throws {
      try adoptOrphans()
      let meeting = try Meeting()
      defer { meeting.close() }
      let parent = try launch(LeavesChild(visitor: meeting.visitor()), name: "parent")
      let end = try Descriptor.process(parent)
      let child = try meeting.arrival().pid
      let isOver = try end.waitUntilReadable(until: Deadline(after: .seconds(5)))
      meeting.letAllGo()
      reap(parent)
      reap(child)
      #expect(
        isOver,
        """
        the parent has returned, but doesn't end as long as its child runs: nothing may wait \
        there. (CPython's multiprocessing does wait, it joins at exit.)
        """)
    }

    @Test("A child that has ended is a zombie until somebody joins it or releases it")
    func zombieUntilThen() throws {
      var child: ChildProcess? = ChildProcess(Visitor(), name: "child")
      guard let pid = try child.map({ try makeRun($0, Visitor()) }) else { return }
      waitForEnd(of: pid)
      let before = trace(of: pid)
      child = nil
      let after = trace(of: pid)
      reap(pid)
      #expect(before == .zombie, "nobody has asked for its end yet, so the system keeps it")
      #expect(after == .reaped, "once the object is released, the zombie is reaped")
    }
  }
}

/// The pid of a child that runs, and whose object is released.
private func releasedChild(_ target: any ProcessTarget) throws -> pid_t {
  try makeRun(ChildProcess(target, name: "released"), target)
}

/// Whether somebody reaps the child, which is about to end, within a few seconds.
private func wasReaped(
  _ pid: pid_t, until deadline: Deadline = Deadline(after: .seconds(4))
) -> Bool {
  while trace(of: pid) != .reaped {
    if deadline.hasPassed { return false }
    sched_yield()
  }
  return true
}

/// How often SIGUSR1 was caught.
private let interruptions = Atomic<Int>(0)

/// Whether each thread that was started since is asleep or has ended, within a few seconds.
private func areAtRest(besides old: Set<Int>) -> Bool {
  let deadline = Deadline(after: .seconds(4))
  for thread in threadIdentifiers() where !old.contains(thread) {
    var last: ThreadActivity?
    while let now = threadActivity(thread), !now.isAsleep || now != last {
      if deadline.hasPassed { return false }
      last = now
      sched_yield()
    }
  }
  return true
}

/// Interrupts each thread that was started since, once it is asleep; and waits until it is so again.
private func interruptSleepers(besides old: Set<Int>) {
  for thread in threadIdentifiers() where !old.contains(thread) {
    let deadline = Deadline(after: .seconds(1))
    var last: ThreadActivity?
    // Two looks: it may have been asleep for a moment only, on its way to where it waits.
    while let now = threadActivity(thread), !now.isAsleep || now != last, !deadline.hasPassed {
      last = now
      sched_yield()
    }
    let count = interruptions.load(ordering: .relaxed)
    interruptThread(thread, with: SIGUSR1)
    // One that blocks all signals is none the worse for it.
    while interruptions.load(ordering: .relaxed) == count, threadActivity(thread) != nil,
      !deadline.hasPassed
    {
      sched_yield()
    }
  }
}

/// A parent that releases its running child, and returns.
struct LeavesChild: ProcessTarget {
  let visitor: Visitor

  func run() throws {
    _ = try makeRun(ChildProcess(visitor, name: "child"), visitor)
  }
}
