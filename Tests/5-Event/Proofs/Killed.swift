#if Solutions && DEBUG
import Grading
import Groundwork
import Testing

// What is left when a process is killed with SIGKILL inside an operation.
//
// Here it is killed at each step that the step hook sees, one after the other: before each
// operation on a shared word, and so between any two; the short form of the proofs takes some.
// The others must go on, or get the documented error. What is not proved: a kill inside the
// kernel, as in the middle of a sleep (Proofs/KilledAtRandom.swift does that), and the death of two at
// the same time.

extension `5-Event` {
  @Suite struct Killed {
    @Test("Killed while it waits for an event, a process keeps nobody from going on")
    func eventWait() throws {
      for isTimed in [false, true] {
        let steps = try Proofs.killingAtSteps { control, step in
          let event = try SharedEvent()
          let (waits, _) = try asleep(1) { event.wait() }
          control.park(.before(.wait))
          let child = try TestChild(
            Casualty(steps: control, act: .waitForEvent(event, isTimed: isTimed)))
          _ = try control.waitUntilParked()
          event.set()
          control.resume()
          try waits[0].value(orElse: "killed at step \(step), the other one still waits")
          try killed(child, control, step)
          #expect(event.wait(timeout: .zero), "the event was set; killed at step \(step)")
        }
        #expect(steps > 2, "a wait has more steps than \(steps)")
      }
    }

    @Test("Killed while it sets an event, a process has set it or not")
    func eventSet() throws {
      let steps = try Proofs.killingAtSteps { control, step in
        let event = try SharedEvent()
        let (waits, _) = try asleep(2) { event.wait() }
        let child = try TestChild(Casualty(steps: control, act: .setEvent(event)))
        try killed(child, control, step)
        // If it was set, nobody else will do so.
        if !event.isSet { event.set() }
        for wait in waits {
          try wait.value(orElse: "killed at step \(step) of set, and one still waits")
        }
      }
      #expect(steps > 2, "a set has more steps than \(steps)")
    }

    @Test("Killed after it has set an event and before it wakes, the next set wakes")
    func eventSetAgain() throws {
      try Proofs.killingAtSteps { control, step in
        let event = try SharedEvent()
        let (waits, _) = try asleep(2) { event.wait() }
        let child = try TestChild(Casualty(steps: control, act: .setEvent(event)))
        try killed(child, control, step)
        event.set()
        for wait in waits { try wait.value(orElse: "set twice, and one still waits") }
      }
    }

    @Test("Killed while it clears an event, a process has cleared it or not")
    func eventClear() throws {
      let steps = try Proofs.killingAtSteps { control, step in
        let event = try SharedEvent()
        event.set()
        let child = try TestChild(Casualty(steps: control, act: .clearEvent(event)))
        try killed(child, control, step)
        let before = event.isSet
        let wait = try Observed { event.wait() }
        event.set()
        try wait.value(orElse: "killed at step \(step) of clear, the event can't be set")
        event.clear()
        #expect(!event.isSet, "killed at step \(step), it can't be cleared; it was \(before)")
      }
      #expect(steps > 1, "a clear has more steps than \(steps)")
    }
  }
}

// MARK: - Condition

extension `5-Event`.Killed {
  @Test("Killed while it waits at a condition, a process keeps nobody from going on")
  func conditionWait() throws {
    let steps = try Proofs.killingAtSteps { control, step in
      let table = try Table()
      let others = try (0..<2).map { _ in try Observed { try table.take() } }
      for other in others { _ = try other.settled() }
      control.park(.before(.wait, at: table.condition.notifications.offset))
      let child = try TestChild(Casualty(steps: control, act: .take(table)))
      _ = try control.waitUntilParked()
      try table.put(3)
      control.resume()
      for other in others {
        try other.value(orElse: "killed at step \(step) of wait, and another one still waits")
      }
      try killed(child, control, step)
      try table.expectFree("killed at step \(step) of wait")
    }
    #expect(steps > 10, "a wait at a condition has more steps than \(steps)")
  }

  @Test("After a waiter was killed, notify returns, and wakes a living one")
  func notifyTheLiving() throws {
    let steps = try Proofs.killingAtSteps { control, step in
      let table = try Table()
      control.park(.before(.wait, at: table.condition.notifications.offset))
      let child = try TestChild(Casualty(steps: control, act: .take(table)))
      let isWaiting = try control.waitUntilParked() != nil
      // Killed before it sleeps, or else here.
      if isWaiting { child.send(SIGKILL) }
      let other = try Observed { try table.take() }
      _ = try other.settled()
      let notifier = try Observed { try table.put(1) }
      try notifier.value(orElse: "notify hangs after a waiter was killed at step \(step)")
      try other.value(orElse: "one notify, and who lives still waits; killed at step \(step)")
      child.kill()
      try table.expectFree("killed at step \(step)")
    }
    #expect(steps > 5, "a wait at a condition has more steps than \(steps)")
  }

  @Test("Killed while it notifies, a process keeps nobody from going on")
  func conditionNotify() throws {
    let steps = try Proofs.killingAtSteps { control, step in
      let table = try Table()
      let others = try (0..<2).map { _ in try Observed { try table.take() } }
      for other in others { _ = try other.settled() }
      let child = try TestChild(Casualty(steps: control, act: .put(table)))
      try killed(child, control, step)
      // What it did not put is put by another one.
      try table.put(2)
      for other in others {
        try other.value(orElse: "killed at step \(step) of notify, and one still waits")
      }
      try table.expectFree("killed at step \(step) of notify")
    }
    #expect(steps > 5, "a notify has more steps than \(steps)")
  }
}

extension `5-Event`.Killed {
  @Test("Killed while it notifies, a process keeps nobody asleep in a plain wait")
  func plainWait() throws {
    let steps = try Proofs.killingAtSteps { control, step in
      let table = try Table()
      let waits = try (0..<2).map { _ in try Observed { try table.waitOnce() } }
      for wait in waits { _ = try wait.settled() }
      let before = table.condition.notifications.load()
      let child = try TestChild(Casualty(steps: control, act: .putForAll(table)))
      try killed(child, control, step)
      let hasNotified = table.condition.notifications.load() != before
      // Killed between the new number and the wake, it has the lock, and nobody was woken.
      for wait in waits where hasNotified {
        try wait.value(orElse: "killed at step \(step) of notifyAll, and one sleeps on")
      }
      try table.putForAll()
      for wait in waits {
        try wait.value(orElse: "killed at step \(step), and a later notifyAll wakes nobody")
      }
      try table.expectFree("killed at step \(step) of notifyAll")
    }
    #expect(steps > 5, "a notifyAll has more steps than \(steps)")
  }
}

// MARK: - Barrier

extension `5-Event`.Killed {
  @Test("Killed as the first one at a barrier, a process has not come, or breaks it")
  func barrierFirst() throws {
    let steps = try Proofs.killingAtSteps { control, step in
      let barrier = try SharedBarrier(parties: 3)
      control.park(.before(.wait))
      let child = try TestChild(Casualty(steps: control, act: .meet(barrier)))
      let isWaiting = try control.waitUntilParked() != nil
      if !isWaiting { waitForEnd(of: child.pid) }
      let hasCome = barrier.arrivals == 1
      let other = try Observed { try barrier.pass() }
      if isWaiting || !hasCome {
        // Those who are missing come, one of them in place of the dead.
        let rest = try (0..<(isWaiting ? 1 : 2)).map { _ in try Observed { try barrier.pass() } }
        for one in rest { _ = try one.value(orElse: "all have come, and one still waits") }
        control.resume()
      }
      let passage = try other.value(orElse: "killed at step \(step), the other one still waits")
      try killed(child, control, step)
      #expect(
        (passage == .broken) == (hasCome && !isWaiting),
        "it had \(hasCome ? "" : "not ")come, was killed at step \(step), and: \(passage)")
      try expectUsable(barrier, step)
    }
    #expect(steps > 4, "a wait at a barrier has more steps than \(steps)")
  }

  @Test("Killed as the last one at a barrier, a process lets the others pass, or breaks it")
  func barrierLast() throws {
    let steps = try Proofs.killingAtSteps { control, step in
      let barrier = try SharedBarrier(parties: 3)
      let round = barrier.round
      let (waits, _) = try barrier.waiting(2)
      let child = try TestChild(Casualty(steps: control, act: .meet(barrier)))
      try killed(child, control, step)
      if barrier.round == round, barrier.arrivals < 3 {
        _ = try barrier.pass(timeout: .seconds(600))
      }
      let passages = try waits.map {
        try $0.value(orElse: "killed at step \(step), and another one still waits")
      }
      #expect(
        passages.count { $0 == .broken } != 1,
        "one passed and one did not, after a kill at step \(step): \(passages)")
      try expectUsable(barrier, step)
    }
    #expect(steps > 4, "a wait at a barrier has more steps than \(steps)")
  }

  @Test("Killed while it resets a barrier, a process leaves one that can be reset")
  func barrierReset() throws {
    let steps = try Proofs.killingAtSteps { control, step in
      let barrier = try SharedBarrier(parties: 2)
      barrier.breakNow()
      let child = try TestChild(Casualty(steps: control, act: .reset(barrier)))
      try killed(child, control, step)
      try expectUsable(barrier, step)
    }
    #expect(steps > 4, "a reset has more steps than \(steps)")
  }

  private func expectUsable(_ barrier: SharedBarrier, _ step: Proofs.Step) throws {
    barrier.reset()
    let waits = try (0..<barrier.parties).map { _ in try Observed { try barrier.pass() } }
    let passages = try waits.map {
      try $0.value(orElse: "after a reset all came, and one waits; killed at step \(step)")
    }
    #expect(passages.sorted() == (0..<barrier.parties).map { .passed($0) }, "killed at \(step)")
  }

  @Test("Who is only stopped with a lock is not robbed")
  func stopped() throws {
    let table = try Table()
    let control = try StepControl()
    // It has the lock, and is about to notify.
    control.park(.before(.wake, at: table.condition.notifications.offset))
    let child = try TestChild(Casualty(steps: control, act: .put(table)))
    let step = try control.waitUntilParked()
    child.send(SIGSTOP)
    let other = try Observed { try table.take() }
    // After some slices.
    let activity = try other.settled(after: other.switches + 3)
    let isHeld = !table.condition.lock.tryLock()
    control.resume()
    child.send(SIGCONT)
    try other.value(orElse: "it goes on, and the other one still waits")
    let end = try child.ended(orElse: "it does not go on after SIGCONT")
    #expect(step != nil && end == .exited(0), "it should notify, and end")
    #expect(activity == .asleep && isHeld, "its lock was taken from a process that lives")
  }
}
#endif
