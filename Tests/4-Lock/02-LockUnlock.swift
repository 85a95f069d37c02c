import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.2")) struct `02-LockUnlock` {
    @Test("A free lock is taken at once, and unlock frees it")
    func takenAndFreed() throws {
      let lock = try lockWithoutSlices()
      let thread = try Observed {
        let outcome = try lock.lock()
        let owner = lock.owner
        try lock.unlock()
        return (outcome, isOwn: owner == ThreadIdentity.current.rawValue)
      }
      let seen = try thread.value(orElse: "the lock is free, and lock() waits")
      #expect(seen.0 == .locked, "nobody has died: the outcome should be .locked")
      #expect(seen.isOwn, "after lock() the word should name the calling thread as the owner")
      #expect(lock.word.load() == LockWord.free, "after unlock() the lock should be free")
    }

    @Test("While nobody waits, neither of the two makes a system call")
    func noCalls() throws {
      let lock = try lockWithoutSlices()
      let steps = try StepControl()
      let thread = try steps.directs {
        for _ in 0..<3 {
          try lock.lock()
          try lock.unlock()
        }
      }
      try thread.value(orElse: "a thread that is alone doesn't get through")
      let calls = steps.trace.filter { [.wait, .wake].contains($0.kind) }
      #expect(
        calls == [],
        """
        a thread took the lock and gave it back, three times, while nobody else was there. It made \
        these system calls: \(calls) (its steps: \(steps.trace)). The mark `LockWord.sleepers` says \
        whether somebody may sleep: whoever finds the lock free sets none, and only who finds one \
        there when it gives the lock back has to wake somebody.
        """)
    }

    @Test("Whoever comes while somebody has the lock sleeps until it is free")
    func waits() throws {
      let lock = try lockWithoutSlices()
      try lock.lock()
      let waiter = try Observed {
        try lock.lock()
        return lock.owner == ThreadIdentity.current.rawValue
      }
      let activity = try waiter.settled()
      let polls = try waiter.polls()
      let owner = lock.owner
      try lock.unlock()
      #expect(
        activity == .asleep,
        """
        while another thread has the lock, lock() should sleep in the kernel: it is \(activity). \
        (Whoever asks again and again uses up a processor, perhaps the one that the owner needs.)
        """)
      #expect(
        !polls,
        "lock() sleeps for a moment, looks, and so on: it polls. Sleep on the word until a wake-up"
      )
      #expect(owner == ThreadIdentity.current.rawValue, "the owner lost the lock to one who waits")
      let isOwner = try waiter.value(
        orElse: "the lock was given back, but the thread that waits for it sleeps on")
      #expect(isOwner, "after lock() the word should name the calling thread as the owner")
    }

    @Test("A thread in another process waits, and is woken, too")
    func acrossProcesses() throws {
      let lock = try lockWithoutSlices()
      let steps = try StepControl()
      steps.park(.before(.wait))
      try lock.lock()
      let child = try TestChild(Visitor(lock: lock, steps: steps))
      let step = try steps.waitUntilParked()
      steps.resume()
      let end = Deadline(after: .milliseconds(20))
      try waitUntilPassed(end)
      let isEarly = child.hasEnded
      try lock.unlock()
      let ended = try child.ended(orElse: "the lock is free, but the child waits for it")
      #expect(step != nil && !isEarly, "the child should wait: the lock was this process's")
      #expect(ended == .exited(0), "the child should have the lock after lock()")
    }

    @Test("Two threads never have the lock at once, wherever one of them is stopped")
    func exclusion() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try lockWithoutSlices()
        let (gate, opener) = try Descriptor.pipe()
        let first = try steps.directs {
          try lock.lock()
          steps.uninstall()
          let isOwner = lock.owner == ThreadIdentity.current.rawValue
          try gate.waitAtGate()
          try lock.unlock()
          return isOwner
        }
        _ = try steps.waitUntilParked()
        // From here on this thread has it, unless the other one does.
        let isTaken = lock.takeByHand()
        steps.resume()
        if isTaken {
          let activity = try first.settled()
          let owner = lock.owner
          #expect(
            activity == .asleep && owner == ThreadIdentity.current.rawValue,
            """
            a thread was stopped before step \(step) of its lock() (its steps: \(steps.trace)); \
            meanwhile another one took the lock. Then the first went on, and is \(activity): it \
            should sleep. Between a look and a store anything can happen.
            """)
          lock.freeByHand()
        }
        opener.close()
        let isOwner = try first.value(orElse: "the lock is free, but lock() didn't return")
        #expect(isOwner, "after lock() the word should name the calling thread as the owner")
      }
    }

    @Test("No wake-up is lost, wherever the one who waits is stopped", .holds(.order))
    func waiterStopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try lockWithoutSlices()
        try lock.lock()
        let waiter = try steps.directs { try lock.lock() }
        // It is stopped, or sleeps, because the step comes only after it was woken.
        _ = try waiter.settled()
        try lock.unlock()
        _ = try? steps.waitUntilParked(until: Deadline(after: .seconds(2)))
        steps.resume()
        _ = try waiter.value(
          orElse: """
            a thread was on its way to sleep, stopped before step \(step) (its steps: \
            \(steps.trace)), when the lock became free. It sleeps on: nobody will wake it. It must \
            sleep only while the word is what it saw, and may change the word only from that.
            """)
      }
    }

    @Test("No wake-up is lost, wherever the one who gives back is stopped", .holds(.order))
    func ownerStopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let lock = try lockWithoutSlices()
        let owner = try steps.directs {
          lock.word.memory.store(ThreadIdentity.current.rawValue, at: lock.word.offset)
          try lock.unlock()
        }
        _ = try steps.waitUntilParked()
        let waiter = try Observed { try lock.lock() }
        _ = try waiter.settled()
        steps.resume()
        try owner.value(orElse: "unlock didn't return")
        _ = try waiter.value(
          orElse: """
            the owner was stopped before step \(step) of its unlock (its steps: \(steps.trace)). \
            Meanwhile a thread came, and fell asleep. Nobody woke it: whether somebody sleeps must \
            be found out by the very step that frees the lock, or after it.
            """)
      }
    }

    @Test(
      "Once it has freed the lock, unlock leaves it alone: it may be somebody else's",
      .holds(.order))
    func leavesItAlone() throws {
      let stranger = try Stranger()
      for sleepers in [0, LockWord.sleepers] {
        try StepControl.parkingAtEachStep { steps, step in
          let lock = try lockWithoutSlices()
          let owner = try steps.directs {
            let own = ThreadIdentity.current.rawValue
            lock.word.memory.withUnsafeMutableBytes {
              // No step: it is the test's.
              $0.storeBytes(of: own | sleepers, toByteOffset: lock.word.offset, as: UInt64.self)
            }
            try lock.unlock()
          }
          _ = try steps.waitUntilParked()
          // Fails as long as the owner has it.
          let isTaken =
            lock.word.compareExchange(expected: LockWord.free, desired: stranger.identity).exchanged
          steps.resume()
          try owner.value(orElse: "unlock didn't return")
          #expect(
            !isTaken || lock.owner == stranger.identity,
            """
            a thread was stopped before step \(step) of its unlock (its steps: \(steps.trace)). The \
            lock was free by then, and another thread took it. Then the first one went on, and \
            freed it once more: now two can be inside. Once the lock was freed, return, or wake \
            somebody, and change nothing any more.
            """)
        }
      }
      try stranger.end()
    }

    @Test("Of several that sleep, each gets the lock in the end")
    func everyone() throws {
      let lock = try lockWithoutSlices()
      try lock.lock()
      let waiters = try (0..<3).map { _ in
        try Observed {
          try lock.lock()
          try lock.unlock()
        }
      }
      for waiter in waiters { _ = try waiter.settled() }
      try lock.unlock()
      for waiter in waiters {
        try waiter.value(
          orElse: """
            three threads slept; one of them sleeps on, although the lock is free. The one that is \
            woken can't know whether others sleep: it must keep `LockWord.sleepers` for them when \
            it takes the lock.
            """)
      }
      #expect(lock.owner == 0, "all have given the lock back")
    }

    @Test("An owner that ended after it had given the lock back is no dead owner", .holds(.death))
    func endedInOrder() throws {
      let lock = try lockWithoutSlices()
      let stranger = try Stranger()
      lock.word.store(stranger.identity)
      let waiter = try Observed { try lock.lock() }
      _ = try waiter.settled()
      lock.word.store(LockWord.free)
      try stranger.end()
      _ = lock.word.lowerHalf.wake(1)
      let outcome = try waiter.value(
        orElse: "the lock is free, and the thread that was woken sleeps on")
      #expect(
        outcome == .locked,
        """
        the last owner gave the lock back, and then it ended: lock() says \(outcome), and somebody would \
        repair what is in order. Only `sleep` can tell that an owner died with the lock
        """)
    }

    @Test("Woken for no reason, a thread sleeps on", .holds(.signals))
    func spurious() throws {
      let stranger = try Stranger()
      let lock = try lockWithoutSlices()
      lock.word.store(stranger.identity)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: 5)
      let waiter = try steps.directs { try lock.lock() }
      let activity = try waiter.settled()
      let owner = lock.owner
      lock.freeByHand()
      _ = try waiter.value(orElse: "the lock is free, but lock() didn't return")
      try stranger.end()
      #expect(
        activity == .asleep && owner == stranger.identity,
        """
        wait returned, as it may for no reason, and the thread took that for the lock: it is \
        \(activity), and another thread still has the lock. Look at the word again after each wait.
        """)
    }

    @Test(
      "What `sleep` returns is handed to the caller, and then the thread has the lock",
      .holds(.death))
    func handsOnTheOutcome() throws {
      let lock = try lockOfDeadOwner()
      let thread = try Observed {
        (try lock.lock(), lock.owner == ThreadIdentity.current.rawValue)
      }
      let seen = try thread.afterDeath(
        "lock() in 02-LockUnlock.swift", orElse: "`sleep` returned an outcome, and lock() waits on")
      #expect(
        seen.0 == .ownerDied,
        "`sleep` returned .ownerDied, for the last owner is dead: lock() should return that")
      #expect(seen.1, "the thread got the lock in its sleep, and should have it")
    }

    @Test("Nobody but the owner can give the lock back")
    func onlyTheOwner() throws {
      let lock = try lockWithoutSlices()
      #expect(
        throws: LockError.notHeld, "nobody has the lock, and unlock should say that"
      ) { try lock.unlock() }
      let stranger = try Stranger()
      // One that had this thread's number before, and began at another time.
      let namesake = ThreadIdentity.current.rawValue ^ (1 << 40)
      for owner in [stranger.identity, namesake] {
        for sleepers in [0, LockWord.sleepers] {
          lock.word.store(owner | sleepers)
          #expect(
            throws: LockError.notHeld,
            """
            \(owner == namesake ? "a thread that had the same number before" : "another thread") has the \
            lock, and this one gave it back. Compare the whole identity
            """
          ) { try lock.unlock() }
          #expect(
            lock.word.load() == owner | sleepers,
            "unlock threw, but changed the lock of another thread")
        }
      }
      try stranger.end()
    }

    @Test("Whoever has the lock and wants it again gets an error, instead of waiting for itself")
    func notAgain() throws {
      for sleepers in [0, LockWord.sleepers] {
        let lock = try lockWithoutSlices()
        let thread = try Observed {
          lock.word.store(ThreadIdentity.current.rawValue | sleepers)
          try lock.lock()
        }
        try #require(
          throws: LockError.alreadyHeld, "the thread has the lock: it would wait forever"
        ) { try thread.value(orElse: "the thread waits for a lock that it has itself") }
      }
    }
  }
}
