#if Solutions
import Grading
import Groundwork
import Testing

// A process is killed before each of its steps, in all that this lesson builds, and the others go
// on; the short form of the proofs takes some of the steps. All of it needs more than one
// exercise, so that it grades the solutions only.

extension `4-Lock` {
  @Suite(.exercise("4.7", deadline: .seconds(120))) struct Killed {
    @Test("Killed at any step of coming, being inside and going", arguments: Room.Kind.allCases)
    func alone(kind: Room.Kind) throws {
      let count = try Proofs.killingAtSteps { steps, step in
        let room = try Room(kind)
        let end = try killed(Victim(room: room, work: .visit, steps: steps), steps, step)
        // Nobody else has come yet: so the lock tells whether the child had it when it was killed.
        let outcomes = try room.twoVisits(orElse: "\(kind): \(end)")
        if kind != .mutex {
          #expect(outcomes.told == (outcomes.wasHeld ? 1 : 0), "\(kind): \(end): \(outcomes)")
        }
        #expect([2, 3].contains(room.mutex.content), "\(kind): \(end): two survivors counted")
      }
      #expect(count >= 2, "\(kind): there are at least two steps: taking and giving back")
    }

    @Test(
      "Killed at any step of waiting, before and after it was woken",
      arguments: Room.Kind.allCases)
    func waiting(kind: Room.Kind) throws {
      let count = try Proofs.killingAtSteps { steps, step in
        // Long enough for the owner to go while the child still sleeps.
        let room = try Room(kind, slice: .milliseconds(10))
        let (opened, opener) = try Descriptor.pipe()
        let owner = try Observed { try room.alone { _ in try opened.waitAtGate() } }
        _ = try owner.settled()
        let waiter = try Observed { try room.visit() }
        _ = try waiter.settled()
        let child = try TestChild(Victim(room: room, work: .visit, steps: steps))
        try steps.waitUntilAsleep(or: child)
        opener.close()
        try owner.value(orElse: "\(kind): the owner can't give the lock back")
        let end = try killed(child, steps, step)
        let told = try waiter.value(orElse: "\(kind): \(end), and one that waited waits on")
        let outcomes = try room.twoVisits(orElse: "\(kind): \(end)")
        #expect(
          (told == .ownerDied ? 1 : 0) + outcomes.told <= 1,
          "\(kind): \(end): one death is told once")
      }
      #expect(count >= 6, "\(kind): it looks, announces itself, sleeps, takes it, gives it back")
    }

    @Test("Killed at any step of going, while others sleep", arguments: Room.Kind.allCases)
    func leaving(kind: Room.Kind) throws {
      try Proofs.killingAtSteps { steps, step in
        let room = try Room(kind)
        let (reader, writer) = try Descriptor.pipe()
        let (gate, opener) = try Descriptor.pipe()
        let child = try TestChild(
          Victim(room: room, work: .leave(report: writer, gate: gate), steps: steps))
        _ = try reader.readLine(orElse: "\(kind): a child did not get in")
        let waiters = try (0..<2).map { _ in try Observed { try room.visit() } }
        for waiter in waiters { _ = try waiter.settled() }
        opener.close()
        let end = try killed(child, steps, step)
        let outcomes = try waiters.map {
          try $0.value(orElse: "\(kind): \(end), and one that waited waits on")
        }
        #expect(
          outcomes.count { $0 == .ownerDied } <= 1, "\(kind): \(end): one death is told once")
        #expect(room.isFree, "\(kind): \(end): all have gone")
      }
    }

    @Test("Killed at any step of giving up")
    func givingUp() throws {
      try Proofs.killingAtSteps { steps, step in
        let room = try Room(.timedLock)
        let (opened, opener) = try Descriptor.pipe()
        let owner = try Observed { try room.alone { _ in try opened.waitAtGate() } }
        _ = try owner.settled()
        let waiter = try Observed { try room.visit() }
        _ = try waiter.settled()
        let end = try killed(Victim(room: room, work: .giveUp, steps: steps), steps, step)
        opener.close()
        try owner.value(orElse: "\(end), and the owner can't give the lock back")
        #expect(
          try waiter.value(orElse: "\(end), and one that waited waits on") == .locked,
          "\(end): it never had the lock")
        #expect(room.isFree, "\(end): all have gone")
      }
    }

    @Test("Killed at any step of acquiring and releasing a permit, while others wait for one")
    func permits() throws {
      for isWaiting in [false, true] {
        try Proofs.killingAtSteps { steps, step in
          let semaphore = try SharedSemaphore(permits: 1, slice: .milliseconds(5))
          if isWaiting { semaphore.acquire() }
          let waiter = try isWaiting ? Observed { semaphore.acquire() } : nil
          _ = try waiter?.settled()
          let child = try TestChild(Taker(semaphore: semaphore, steps: steps))
          if isWaiting {
            try steps.waitUntilAsleep(or: child)
            try semaphore.release()
          }
          let end = try killed(child, steps, step)
          if let waiter {
            // It may have been killed with the only permit: then anybody adds another one.
            if try isPermitLost(semaphore, waiter) { try semaphore.release() }
            try waiter.value(orElse: "\(end), and one that waited waits on")
            try semaphore.release()
          }
          #expect(
            [0, 1].contains(semaphore.permits),
            "\(end): its permit is lost, or is not; there are \(semaphore.permits)")
        }
      }
    }

    @Test("Killed between adding a permit and waking, it leaves nobody asleep beside a permit")
    func permitWithoutWakeUp() throws {
      let semaphore = try SharedSemaphore(permits: 0, slice: .milliseconds(5))
      let waiter = try Observed { semaphore.acquire() }
      _ = try waiter.settled()
      let steps = try StepControl()
      steps.kill(.before(.wake))
      let end = try TestChild(Releaser(semaphore: semaphore, steps: steps))
        .ended(orElse: "release waits")
      #expect(end == .signaled(SIGKILL), "somebody sleeps, so release should call wake")
      try waiter.value(orElse: "there is a permit, and a thread sleeps on: nobody woke it")
    }

    @Test("An owner that is stopped, however often others ask, keeps the lock")
    func stopped() throws {
      let room = try Room(.lock, slice: .milliseconds(1))
      let (reader, writer) = try Descriptor.pipe()
      let (gate, opener) = try Descriptor.pipe()
      let child = try TestChild(
        Victim(room: room, work: .leave(report: writer, gate: gate), steps: try StepControl()))
      _ = try reader.readLine(orElse: "a child did not get in")
      child.send(SIGSTOP)
      var information = siginfo_t()
      while waitid(P_PID, id_t(child.pid), &information, WSTOPPED | WNOWAIT) == -1 {}
      let steps = try StepControl()
      let waiter = try steps.directs { try room.visit() }
      // After each slice it asks whether the owner lives.
      while steps.trace.count(where: { $0.kind == .wait }) < 20, !waiter.hasFinished {
        sched_yield()
      }
      let isRobbed = waiter.hasFinished
      opener.close()
      child.send(SIGCONT)
      try child.ended(orElse: "the owner does not go on")
      let outcome = try waiter.value(orElse: "the owner gave the lock back, and another waits on")
      #expect(!isRobbed, "the owner was stopped, and lost the lock")
      #expect(outcome == .locked, "the owner gave the lock back in order")
    }
  }
}

// MARK: - What happens to the victim

/// Whether there is no permit for `waiter`, who is the only one left.
private func isPermitLost(_ semaphore: SharedSemaphore, _ waiter: Observed<Void>) throws -> Bool {
  while !waiter.hasFinished {
    // In this order: had it taken the permit in between, it would not fall asleep any more.
    if semaphore.permits == 0, try waiter.settled() == .asleep { return true }
    sched_yield()
  }
  return false
}

/// Lets a child run until it is killed, or gets through; says what became of it.
private func killed(
  _ victim: Victim, _ steps: StepControl, _ step: Proofs.Step
) throws -> String {
  try killed(TestChild(victim), steps, step)
}

#endif
