#if DEBUG
import Synchronization

/// What directs a process as its installed `StepControl` was told to.
final class ControlledDirector: StepDirector {
  private let control: StepControl
  private let turn = Mutex(())

  init(_ control: StepControl) { self.control = control }

  var now: ContinuousClock.Instant { .now }

  func before(_ operation: StepOperation) -> StepOutcome {
    let step = operation.step
    let (index, isParked) = turn.withLock { _ in control.begin(step) }
    // Not under the lock: the other threads of a process go on while one is parked.
    if isParked { control.park(at: index) }
    return turn.withLock { _ in control.outcome(of: step, index) }
  }
}
#endif
